package io.proconsul.gossip.net;

import io.proconsul.gossip.wire.NodeAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the machine's thread. Packets are dropped when there are {@link #MAX_PACKETS}
 * things or {@link #MAX_BYTES} of them; commands of this process are refused at {@link #MAX_ITEMS}.
 */
final class Inbox {
  static final int MAX_ITEMS = 16_384;
  static final int MAX_PACKETS = 8_192;
  static final long MAX_BYTES = 16 * 1024 * 1024;

  private final LinkedBlockingQueue<Item> items = new LinkedBlockingQueue<>(MAX_ITEMS);
  private final AtomicLong waitingBytes = new AtomicLong();

  sealed interface Item {}

  record Packet(byte[] bytes, NodeAddress from) implements Item {}

  record Call(Runnable action) implements Item {}

  /** False when it was dropped. */
  boolean offer(Packet packet) {
    int size = packet.bytes.length;
    if (items.size() >= MAX_PACKETS) {
      return false;
    }
    if (waitingBytes.addAndGet(size) <= MAX_BYTES && items.offer(packet)) {
      return true;
    }
    waitingBytes.addAndGet(-size);
    return false;
  }

  /** False when it was refused. */
  boolean offer(Call call) {
    return items.offer(call);
  }

  /** The next; null when none came in time. */
  @Nullable
  Item poll(long nanos) throws InterruptedException {
    Item item = nanos <= 0 ? items.poll() : items.poll(nanos, TimeUnit.NANOSECONDS);
    if (item instanceof Packet(byte[] bytes, NodeAddress _)) {
      waitingBytes.addAndGet(-bytes.length);
    }
    return item;
  }

  List<Item> drain() {
    List<Item> rest = new ArrayList<>();
    items.drainTo(rest);
    return rest;
  }

  boolean isEmpty() {
    return items.isEmpty();
  }
}
