/**
 * The replicated log on SOFAJRaft; nothing of JRaft appears outside. Entry:
 * {@link io.proconsul.raftlog.jraft.JRaftLog}.
 */
@NullMarked
package io.proconsul.raftlog.jraft;

import org.jspecify.annotations.NullMarked;
