/**
 * Takes actions to their responses: {@link io.proconsul.core.run.ActionRunner}, the
 * {@link io.proconsul.core.run.StateMachine} and what they need of the world as interfaces.
 */
@NullMarked
package io.proconsul.core.run;

import org.jspecify.annotations.NullMarked;
