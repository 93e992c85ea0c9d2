/**
 * The {@code ?filter=} expressions: {@link io.proconsul.core.filter.Filter} reads one,
 * {@link io.proconsul.core.filter.Evaluator} checks it against a subject's fields and applies it.
 */
@NullMarked
package io.proconsul.core.filter;

import org.jspecify.annotations.NullMarked;
