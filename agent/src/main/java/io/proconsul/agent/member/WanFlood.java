package io.proconsul.agent.member;

import io.proconsul.gossip.pool.GossipPool;
import io.proconsul.gossip.pool.JoinResult;
import io.proconsul.gossip.serf.Member;
import io.proconsul.gossip.serf.MemberStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings all servers of the LAN pool into the WAN pool, so that joining one server of a datacenter
 * joins them all: looks at each change of members, and now and then. One virtual thread.
 */
final class WanFlood implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("agent.server");
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final GossipPool lan;
  private final GossipPool wan;
  private final String datacenter;

  /** Holds one reminder at most. */
  private final BlockingQueue<Boolean> reminders = new LinkedBlockingQueue<>(1);

  private final Thread thread;

  WanFlood(GossipPool lan, GossipPool wan, String datacenter) {
    this.lan = lan;
    this.wan = wan;
    this.datacenter = datacenter;
    thread = Thread.ofVirtual().name("wan-flood").start(this::run);
  }

  /** Looks soon; does not block. */
  void look() {
    reminders.offer(true);
  }

  private void run() {
    try {
      while (true) {
        reminders.poll(INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        flood();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void flood() {
    Set<String> known = new HashSet<>();
    wan.members().stream()
        .filter(member -> member.status() == MemberStatus.ALIVE)
        .forEach(member -> known.add(member.name()));
    List<String> missing = new ArrayList<>();
    for (Member member : lan.members()) {
      String port = member.tags().getOrDefault("wan_join_port", "");
      String name = member.name() + "." + datacenter;
      if (member.status() == MemberStatus.ALIVE && !port.isEmpty() && !known.contains(name)) {
        String host = member.address().ip().toString();
        missing.add(host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port);
      }
    }
    if (!missing.isEmpty()) {
      JoinResult result = wan.join(missing, true);
      LOG.debug("Successfully performed flood-join for servers: servers={}", result.joined());
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
