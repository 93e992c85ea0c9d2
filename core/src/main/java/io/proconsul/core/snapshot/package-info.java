/** The whole state as a stream of bytes: {@link io.proconsul.core.snapshot.SnapshotCodec}. */
@NullMarked
package io.proconsul.core.snapshot;

import org.jspecify.annotations.NullMarked;
