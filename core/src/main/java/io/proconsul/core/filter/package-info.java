/** The {@code ?filter=} expressions of the API. */
@NullMarked
package io.proconsul.core.filter;

import org.jspecify.annotations.NullMarked;
