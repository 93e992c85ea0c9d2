/**
 * A log on disk: entries in checksummed frames, frames in segment files, one fsync a batch. Entry:
 * {@link io.proconsul.raftlog.segment.SegmentLog}; it knows nothing of Raft.
 */
@NullMarked
package io.proconsul.raftlog.segment;

import org.jspecify.annotations.NullMarked;
