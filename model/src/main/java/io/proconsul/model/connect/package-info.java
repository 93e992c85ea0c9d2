/**
 * The mesh's certificate authority: {@link io.proconsul.model.connect.CaRoots} is what all see of
 * it.
 */
@NullMarked
package io.proconsul.model.connect;

import org.jspecify.annotations.NullMarked;
