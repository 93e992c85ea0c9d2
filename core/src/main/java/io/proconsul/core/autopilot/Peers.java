package io.proconsul.core.autopilot;

import io.proconsul.core.api.Outcome;
import java.util.List;

/**
 * The log's membership as its leader changes it: one change at a time, done when a majority holds
 * it. Servers are named by node id. Any thread; nothing here blocks.
 */
public interface Peers {
  /** The newest membership, committed or not. */
  List<Peer> configuration();

  /** Adds a server that follows and does not vote. */
  void addNonVoter(String id, Outcome<Boolean> outcome);

  /** Gives a server that follows a vote. */
  void promote(String id, Outcome<Boolean> outcome);

  void remove(String id, Outcome<Boolean> outcome);
}
