/**
 * Network coordinates: {@link io.proconsul.core.coordinate.CoordinateEndpoint} and {@code ?near=}.
 */
@NullMarked
package io.proconsul.core.coordinate;

import org.jspecify.annotations.NullMarked;
