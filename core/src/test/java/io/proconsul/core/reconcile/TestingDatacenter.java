package io.proconsul.core.reconcile;

import static io.proconsul.core.testing.InMemoryPool.id;

import io.proconsul.core.autopilot.PeerChanges;
import io.proconsul.core.leader.LeaderPorts;
import io.proconsul.core.run.ManualTimer;
import io.proconsul.core.testing.InMemoryConsensus;
import io.proconsul.core.testing.InMemoryPeers;
import io.proconsul.core.testing.InMemoryPool;
import io.proconsul.core.testing.QuietNotes;
import io.proconsul.core.testing.TestingState;
import io.proconsul.model.Node;
import java.util.Map;

/** The leader {@code s1} of a datacenter, with all that it needs. */
final class TestingDatacenter {
  static final Node SELF =
      new Node(id(1), "s1", "10.0.0.1", "dc1", Map.of("lan", "10.0.0.1"), Map.of("m", "1"), 0, 0);

  final TestingState state = new TestingState();
  final InMemoryConsensus consensus = new InMemoryConsensus(state);
  final ManualTimer timer = new ManualTimer();
  final InMemoryPool pool = new InMemoryPool();
  final InMemoryPeers peers = new InMemoryPeers().voters(id(1));
  final QuietNotes notes = new QuietNotes();
  final LeaderPorts ports = new LeaderPorts(state.machine, consensus, timer, timer, notes);
  final PeerChanges changes = new PeerChanges(id(1), peers, pool, notes);
  final Reconciler reconciler = new Reconciler(SELF, pool, changes, ports);

  TestingDatacenter() {
    changes.start();
  }
}
