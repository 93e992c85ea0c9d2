/**
 * Requests and answers between the members of a log, over byte streams that others connect. Entry:
 * {@link io.proconsul.raftlog.peer.Peers}.
 */
@NullMarked
package io.proconsul.raftlog.peer;

import org.jspecify.annotations.NullMarked;
