/**
 * What an answer is held against: matchers, relations, variables and paths into JSON. Entry:
 * {@link io.proconsul.conformance.match.Comparison}.
 */
@NullMarked
package io.proconsul.conformance.match;

import org.jspecify.annotations.NullMarked;
