/**
 * Bytes to values and back: what all formats share. Entry: {@link io.proconsul.codec.Sink} for
 * writing, {@link io.proconsul.codec.Fields} for reading, {@link io.proconsul.codec.Value} between.
 */
@NullMarked
package io.proconsul.codec;

import org.jspecify.annotations.NullMarked;
