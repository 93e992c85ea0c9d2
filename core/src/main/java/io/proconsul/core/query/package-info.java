/**
 * All that can be asked of the state: {@link io.proconsul.core.query.Query}, a file per feature.
 */
@NullMarked
package io.proconsul.core.query;

import org.jspecify.annotations.NullMarked;
