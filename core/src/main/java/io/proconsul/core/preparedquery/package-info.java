/**
 * Prepared queries: {@link io.proconsul.core.preparedquery.PreparedQueryEndpoint}, their reads and
 * writes, and templates.
 */
@NullMarked
package io.proconsul.core.preparedquery;

import org.jspecify.annotations.NullMarked;
