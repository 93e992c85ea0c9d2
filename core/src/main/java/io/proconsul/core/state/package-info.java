/**
 * The replicated state: immutable radix trees with transactions and watches; entry class
 * {@link Radix}.
 */
@NullMarked
package io.proconsul.core.state;

import org.jspecify.annotations.NullMarked;
