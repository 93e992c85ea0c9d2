package io.proconsul.core.run;

import io.proconsul.core.api.Outcome;
import io.proconsul.core.command.Command;
import java.util.List;

/** What the runner needs of the replicated log and of the servers that share it. */
public interface Consensus {
  /** How fresh a read must be. */
  enum Freshness {
    /** The leader answers, trusting its lease. */
    DEFAULT,
    /** The leader confirms its role with a majority first. */
    CONSISTENT
  }

  /** Puts a command in the log; done when it is durable and applied. */
  <R> void submit(Command<R> command, Outcome<R> outcome);

  /** Done when a read of the state from now on is as fresh as asked for. */
  void confirm(Freshness freshness, Outcome<Boolean> outcome);

  /** The leader's server address {@code host:port}; empty while none is known. */
  String leaderAddress();

  /** The server addresses of all voters; empty while no leader is known. */
  List<String> peerAddresses();

  default boolean leaderKnown() {
    return !leaderAddress().isEmpty();
  }

  /** Milliseconds since this server last heard of its leader; 0 on the leader. */
  long lastContactMillis();
}
