/** {@code consul tls ...}: authorities and certificates for TLS, as PEM files in this folder. */
@NullMarked
package io.proconsul.cli.tls;

import org.jspecify.annotations.NullMarked;
