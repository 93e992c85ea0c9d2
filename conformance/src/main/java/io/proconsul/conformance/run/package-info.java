/**
 * Playing scenarios: one after the other's steps, several scenarios at once. Entry:
 * {@link io.proconsul.conformance.run.Playbill}, {@link io.proconsul.conformance.run.Performance}.
 */
@NullMarked
package io.proconsul.conformance.run;

import org.jspecify.annotations.NullMarked;
