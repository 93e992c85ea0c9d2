/** Prepared queries: {@link io.proconsul.model.query.PreparedQuery}, and what they find. */
@NullMarked
package io.proconsul.model.query;

import org.jspecify.annotations.NullMarked;
