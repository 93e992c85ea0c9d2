/**
 * JSON exactly as Go's {@code encoding/json} writes and refuses it. Entry:
 * {@link io.proconsul.codec.json.JsonWriter} and {@link io.proconsul.codec.json.JsonReader}.
 */
@NullMarked
package io.proconsul.codec.json;

import org.jspecify.annotations.NullMarked;
