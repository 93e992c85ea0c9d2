/**
 * The leader makes the catalog and the log's membership mirror the LAN pool:
 * {@link io.proconsul.core.reconcile.Reconciler}.
 */
@NullMarked
package io.proconsul.core.reconcile;

import org.jspecify.annotations.NullMarked;
