package io.proconsul.agent.cluster;

import io.proconsul.agent.rpc.Destination;
import io.proconsul.agent.rpc.Peer;
import io.proconsul.agent.rpc.RpcPool;
import io.proconsul.agent.rpc.RpcStream;
import io.proconsul.agent.rpc.StreamAcceptor;
import io.proconsul.core.member.Server;
import io.proconsul.raftlog.Dialer;
import io.proconsul.raftlog.ReplicatedLog;
import io.proconsul.raftlog.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Raft's connections on the server port, both ways: to servers where gossip has them now, and from
 * them. Virtual threads.
 */
public final class RaftPort implements Dialer, StreamAcceptor {
  private final RpcPool pool;
  private final AddressBook addresses;
  private volatile @Nullable ReplicatedLog log;

  public RaftPort(RpcPool pool, AddressBook addresses) {
    this.pool = pool;
    this.addresses = addresses;
  }

  /** From now on others are let in. */
  public void attach(ReplicatedLog opened) {
    log = opened;
  }

  @Override
  public Wire dial(String nodeId) throws IOException {
    Server server = addresses
        .find(nodeId)
        .orElseThrow(() -> new IOException("no address is known of server " + nodeId));
    RpcStream stream = pool.openRaft(
        new Destination(server.host(), server.port(), server.name(), server.datacenter(), true));
    return new StreamWire(stream, server.name() + " at " + server.address());
  }

  /** Holds the connection's thread until the log has closed it. */
  @Override
  public void accept(RpcStream stream, Peer peer) {
    ReplicatedLog opened = log;
    if (opened == null) {
      return;
    }
    StreamWire wire = new StreamWire(stream, peer.toString());
    opened.accept(wire);
    wire.awaitClose();
  }

  private static final class StreamWire implements Wire {
    private final RpcStream stream;
    private final String description;
    private final CountDownLatch closed = new CountDownLatch(1);

    StreamWire(RpcStream stream, String description) {
      this.stream = stream;
      this.description = description;
    }

    @Override
    public InputStream input() {
      return stream.in();
    }

    @Override
    public OutputStream output() {
      return stream.out();
    }

    @Override
    public String description() {
      return description;
    }

    @Override
    public void close() {
      stream.close();
      closed.countDown();
    }

    void awaitClose() {
      try {
        closed.await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        close();
      }
    }
  }
}
