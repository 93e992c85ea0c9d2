package io.proconsul.raftlog.jraft;

import com.alipay.sofa.jraft.option.NodeOptions;
import io.proconsul.raftlog.peer.Peers;

/** JRaft's options, and what its client needs of the log that it works for. */
final class PeerOptions extends NodeOptions {
  private final Peers peers;
  private final Followers followers;

  PeerOptions(Peers peers, Followers followers) {
    this.peers = peers;
    this.followers = followers;
  }

  Peers peers() {
    return peers;
  }

  Followers followers() {
    return followers;
  }
}
