/** The catalog of nodes and services. Entry: {@link io.proconsul.core.catalog.CatalogEndpoint}. */
@NullMarked
package io.proconsul.core.catalog;

import org.jspecify.annotations.NullMarked;
