/**
 * Command line flags as Go's {@code flag} package reads them, with its error texts, and help in
 * Consul's layout. Entry: {@link io.proconsul.cli.flag.FlagSet}.
 */
@NullMarked
package io.proconsul.cli.flag;

import org.jspecify.annotations.NullMarked;
