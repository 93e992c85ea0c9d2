/** Commands of a single word, such as {@code consul members}; each class is one command. */
@NullMarked
package io.proconsul.cli.single;

import org.jspecify.annotations.NullMarked;
