package io.proconsul.agent.member;

import io.proconsul.agent.config.PoolConfig;
import io.proconsul.gossip.pool.GossipException;
import io.proconsul.gossip.pool.JoinResult;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins the configured agents, again and again until one answers. Runs on a virtual thread of its
 * own that ends with success, with {@code retry_max}, or with {@link #close}.
 */
final class RetryJoin implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("agent");

  private final String cluster;
  private final PoolConfig config;
  private final Function<List<String>, JoinResult> join;
  private final Runnable gaveUp;
  private final Thread thread;

  /**
   * @param cluster LAN or WAN, for the log
   * @param gaveUp called when the last attempt has failed
   */
  RetryJoin(
      String cluster, PoolConfig config, Function<List<String>, JoinResult> join, Runnable gaveUp) {
    this.cluster = cluster;
    this.config = config;
    this.join = join;
    this.gaveUp = gaveUp;
    thread = Thread.ofVirtual().name("retry-join-" + cluster).unstarted(this::run);
  }

  void start() {
    if (!config.join().isEmpty()) {
      thread.start();
    }
  }

  private void run() {
    LOG.info("Joining cluster...: cluster={}", cluster);
    try {
      for (int attempt = 1; ; attempt++) {
        JoinResult result = join.apply(config.join());
        if (result.joined() > 0) {
          LOG.info(
              "Join cluster completed. Synced with initial agents: cluster={} num_agents={}",
              cluster,
              result.joined());
          return;
        }
        if (config.retryMax() > 0 && attempt > config.retryMax()) {
          LOG.error("max join retry exhausted, exiting: cluster={}", cluster);
          gaveUp.run();
          return;
        }
        LOG.warn(
            "Join cluster failed, will retry: cluster={} retry_interval={} error={}",
            cluster,
            config.retryInterval(),
            result.failureText().strip());
        Thread.sleep(config.retryInterval());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (GossipException e) {
      LOG.info("No longer joining cluster: cluster={} reason={}", cluster, e.getMessage());
    }
  }

  /** Waits for the end of all attempts. */
  void join() throws InterruptedException {
    thread.join();
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
