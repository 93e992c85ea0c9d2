/**
 * This agent's own services and checks: {@link io.proconsul.core.local.LocalRegistry} changes them,
 * {@link io.proconsul.core.local.LocalState} holds them, the endpoints show them.
 */
@NullMarked
package io.proconsul.core.local;

import org.jspecify.annotations.NullMarked;
