/** The catalog of nodes and services: {@link io.proconsul.core.catalog.CatalogReads} and {@link io.proconsul.core.catalog.CatalogWrites}. */
@NullMarked
package io.proconsul.core.catalog;

import org.jspecify.annotations.NullMarked;
