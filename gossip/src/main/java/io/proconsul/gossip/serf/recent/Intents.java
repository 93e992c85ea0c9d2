package io.proconsul.gossip.serf.recent;

import io.proconsul.gossip.serf.message.SerfMessage;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was said of members before they were seen: gossip may overtake the membership. Of each the
 * newest is kept, until it is too old. Owned by the Serf machine.
 */
public final class Intents {
  /** A flood of names must not fill the memory; intents about members are not kept here. */
  private static final int MOST = 16_384;

  private final long keptNanos;
  private final Map<String, Intent> recent = new HashMap<>();

  private record Intent(SerfMessage message, long ltime, long seenAt) {}

  public Intents(long keptNanos) {
    this.keptNanos = keptNanos;
  }

  /** Whether it is news, which is to be sent on. */
  public boolean leave(SerfMessage.Leave intent, long now) {
    return add(intent.node(), new Intent(intent, intent.ltime(), now));
  }

  public boolean join(SerfMessage.Join intent, long now) {
    return add(intent.node(), new Intent(intent, intent.ltime(), now));
  }

  private boolean add(String node, Intent intent) {
    Intent old = recent.get(node);
    if (old == null ? recent.size() >= MOST : intent.ltime <= old.ltime) {
      return false;
    }
    recent.put(node, intent);
    return true;
  }

  /** What was last said of that node; null when nothing was. */
  public @Nullable SerfMessage about(String node) {
    Intent intent = recent.get(node);
    return intent == null ? null : intent.message;
  }

  public void expire(long now) {
    recent.values().removeIf(intent -> now - intent.seenAt > keptNanos);
  }
}
