/** Commands that find out why something cannot be reached; each class is one command. */
@NullMarked
package io.proconsul.cli.troubleshoot;

import org.jspecify.annotations.NullMarked;
