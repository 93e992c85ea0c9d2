/**
 * The replicated log behind one small interface. Entry: {@link io.proconsul.raftlog.ReplicatedLog};
 * what it drives is a {@link io.proconsul.raftlog.LogMachine}.
 */
@NullMarked
package io.proconsul.raftlog;

import org.jspecify.annotations.NullMarked;
