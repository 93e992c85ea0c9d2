/** Transactions: many operations on keys and the catalog, all or none of them. */
@NullMarked
package io.proconsul.core.txn;

import org.jspecify.annotations.NullMarked;
