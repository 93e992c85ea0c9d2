/**
 * Recorded behaviour scenarios, played against any {@code consul} executable or an agent within
 * this JVM. Entry: {@link io.proconsul.conformance.Replay}.
 */
@NullMarked
package io.proconsul.conformance;

import org.jspecify.annotations.NullMarked;
