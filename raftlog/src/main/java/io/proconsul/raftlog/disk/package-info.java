/**
 * Files of a log's folder apart from its entries: the lock, a snapshot, {@code peers.json}. Entry:
 * {@link io.proconsul.raftlog.disk.FolderLock}.
 */
@NullMarked
package io.proconsul.raftlog.disk;

import org.jspecify.annotations.NullMarked;
