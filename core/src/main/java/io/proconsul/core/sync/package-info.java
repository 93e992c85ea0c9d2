/**
 * Keeps the catalog as this agent knows itself: {@link io.proconsul.core.sync.CatalogSync} says
 * when, {@link io.proconsul.core.sync.AntiEntropy} says what.
 */
@NullMarked
package io.proconsul.core.sync;

import org.jspecify.annotations.NullMarked;
