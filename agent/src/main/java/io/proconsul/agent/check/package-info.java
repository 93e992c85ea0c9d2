/**
 * Runs checks: {@link io.proconsul.agent.check.CheckScheduler} says when, one probe per kind looks.
 */
@NullMarked
package io.proconsul.agent.check;

import org.jspecify.annotations.NullMarked;
