package io.proconsul.agent;

import io.proconsul.agent.cluster.Bootstrap;
import io.proconsul.agent.cluster.RaftPort;
import io.proconsul.agent.cluster.StateLogMachine;
import io.proconsul.agent.config.AgentConfig;
import io.proconsul.core.member.Server;
import io.proconsul.raftlog.Barrier;
import io.proconsul.raftlog.LocalLog;
import io.proconsul.raftlog.LogException;
import io.proconsul.raftlog.ReplicatedLog;
import io.proconsul.raftlog.jraft.JRaftLog;
import io.proconsul.raftlog.jraft.JRaftSettings;
import io.proconsul.raftlog.jraft.RaftFolder;
import io.proconsul.raftlog.jraft.StartMode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server's log from its opening, which may have to wait for other servers, to its end; hands it
 * to all who use it. Owned by {@link ServerSide}; any thread.
 */
final class ServerLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("agent.server");
  private static final long HAND_OVER_SECONDS = 10;

  private final AgentConfig config;
  private final Server self;
  private final Network network;
  private final AgentTimer timer;
  private final Ends ends;
  private volatile @Nullable Bootstrap bootstrap;
  private volatile @Nullable ReplicatedLog log;
  private boolean closed;

  /**
   * What a log is between.
   *
   * @param machine makes the one that applies what is in the log
   * @param raft its way to the other servers
   * @param users are told when it is open
   */
  record Ends(
      Supplier<StateLogMachine> machine, RaftPort raft, List<Consumer<ReplicatedLog>> users) {}

  ServerLog(AgentConfig config, Server self, Network network, AgentTimer timer, Ends ends) {
    this.config = config;
    this.self = self;
    this.network = network;
    this.timer = timer;
    this.ends = ends;
  }

  /**
   * Goes on with what is on disk, or elects itself, or waits for others.
   *
   * @throws IOException when what is on disk cannot be used
   */
  void begin() throws IOException {
    Optional<Path> dataDir = config.role().dataDir();
    try {
      if (config.role().devMode() || dataDir.isEmpty()) {
        StateLogMachine driven = ends.machine().get();
        attach(LocalLog.start(self.id(), driven), driven);
      } else {
        begin(settings(dataDir.get().resolve("raft")));
      }
    } catch (LogException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private JRaftSettings settings(Path folder) {
    return started(
        JRaftSettings.of(folder, self.id())
            .withElectionTimeout(
                Duration.ofSeconds(1).multipliedBy(config.performance().raftMultiplier())),
        new StartMode.Join());
  }

  private JRaftSettings started(JRaftSettings settings, StartMode mode) {
    return settings.withStart(mode, config.identity().datacenter());
  }

  private void begin(JRaftSettings settings) {
    if (self.bootstrap()) {
      open(started(settings, new StartMode.Bootstrap(List.of(self.id()))));
    } else if (self.expect() == 0 || RaftFolder.isUsed(settings)) {
      open(settings);
    } else {
      Bootstrap waiting = new Bootstrap(
          self, network.roster, network.pool, timer, mode -> openLater(started(settings, mode)));
      bootstrap = waiting;
      waiting.look();
    }
  }

  private void open(JRaftSettings settings) {
    StateLogMachine driven = ends.machine().get();
    attach(JRaftLog.start(settings, driven, ends.raft()), driven);
  }

  /** Opening reads the disk, which neither a timer nor a connection may wait for. */
  private void openLater(JRaftSettings settings) {
    Thread.ofVirtual().name("raft-open").start(() -> {
      try {
        open(settings);
      } catch (LogException e) {
        LOG.error("failed to start Raft: error={}", e.getMessage());
      }
    });
  }

  private synchronized void attach(ReplicatedLog opened, StateLogMachine driven) {
    if (log != null || closed) {
      opened.close();
      return;
    }
    log = opened;
    ends.users().forEach(user -> user.accept(opened));
    driven.attached();
  }

  /** Whoever waits for others looks whether they are there. */
  void look() {
    Bootstrap waiting = bootstrap;
    if (waiting != null) {
      waiting.look();
    }
  }

  /** Null until it is open. */
  @Nullable
  ReplicatedLog opened() {
    return log;
  }

  long term() {
    ReplicatedLog opened = log;
    return opened == null ? 0 : opened.stats().term();
  }

  /** Whether others vote in it too. */
  boolean shared() {
    ReplicatedLog opened = log;
    return opened != null && opened.configuration().voters().size() > 1;
  }

  /** Has another server lead, and waits until it does. */
  void handOver() {
    ReplicatedLog opened = log;
    if (opened == null) {
      return;
    }
    CompletableFuture<Boolean> future = new CompletableFuture<>();
    opened.transfer(Optional.empty(), new Barrier() {
      @Override
      public void reached(long index) {
        future.complete(true);
      }

      @Override
      public void failed(LogException cause) {
        LOG.warn(
            "failed to transfer leadership, removing the server: error={}", cause.getMessage());
        future.complete(false);
      }
    });
    try {
      future.get(HAND_OVER_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("leadership was not transferred in time");
    }
  }

  @Override
  public void close() {
    Bootstrap waiting = bootstrap;
    if (waiting != null) {
      waiting.close();
    }
    ReplicatedLog opened;
    synchronized (this) {
      closed = true;
      opened = log;
    }
    if (opened != null) {
      opened.close();
    }
  }
}
