package io.proconsul.core.testing;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.autopilot.Peer;
import io.proconsul.core.autopilot.Peers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A log's membership that changes at once, or when a test lets it. */
public final class InMemoryPeers implements Peers {
  public final List<String> changes = new ArrayList<>();
  public final Deque<Runnable> held = new ArrayDeque<>();
  public boolean holding;
  public boolean busy;
  public Runnable afterRemoval = () -> {};
  private List<Peer> peers = new ArrayList<>();

  public InMemoryPeers voters(String... ids) {
    peers = new ArrayList<>();
    for (String id : ids) {
      peers.add(new Peer(id, true));
    }
    return this;
  }

  @Override
  public List<Peer> configuration() {
    return List.copyOf(peers);
  }

  @Override
  public void addNonVoter(String id, Outcome<Boolean> outcome) {
    change("add " + id, () -> peers.add(new Peer(id, false)), outcome);
  }

  @Override
  public void promote(String id, Outcome<Boolean> outcome) {
    change(
        "promote " + id,
        () -> peers.replaceAll(peer -> peer.id().equals(id) ? new Peer(id, true) : peer),
        outcome);
  }

  @Override
  public void remove(String id, Outcome<Boolean> outcome) {
    Runnable removal = () -> {
      peers.removeIf(peer -> peer.id().equals(id));
      afterRemoval.run();
    };
    change("remove " + id, removal, outcome);
  }

  private void change(String what, Runnable change, Outcome<Boolean> outcome) {
    changes.add(what);
    Runnable later = () -> {
      if (busy) {
        outcome.failed(new ConsulException.Overloaded("busy"));
      } else {
        change.run();
        outcome.done(true);
      }
    };
    if (holding) {
      held.add(later);
    } else {
      later.run();
    }
  }
}
