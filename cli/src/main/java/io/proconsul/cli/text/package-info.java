/** Texts of commands: tables, base64 as Go reads it, and where a value comes from. */
@NullMarked
package io.proconsul.cli.text;

import org.jspecify.annotations.NullMarked;
