/**
 * How a feature offers itself: {@link io.proconsul.core.api.Endpoint} registers handlers in
 * {@link io.proconsul.core.api.Routes}; a handler turns a request into an
 * {@link io.proconsul.core.api.Action} and does not act itself.
 */
@NullMarked
package io.proconsul.core.api;

import org.jspecify.annotations.NullMarked;
