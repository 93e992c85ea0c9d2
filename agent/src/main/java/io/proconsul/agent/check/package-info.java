/**
 * Runs checks: {@link io.proconsul.agent.check.CheckScheduler} says when, one probe per kind looks.
 * Watches tell their handlers with the same {@link io.proconsul.agent.check.Program} and
 * {@link io.proconsul.agent.check.Hook}.
 */
@NullMarked
package io.proconsul.agent.check;

import org.jspecify.annotations.NullMarked;
