/**
 * The scenario format: what a file says to start, send and expect. Entry:
 * {@link io.proconsul.conformance.scenario.Scenario}.
 */
@NullMarked
package io.proconsul.conformance.scenario;

import org.jspecify.annotations.NullMarked;
