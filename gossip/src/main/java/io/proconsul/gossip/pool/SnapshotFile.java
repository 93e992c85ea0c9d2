package io.proconsul.gossip.pool;

import io.proconsul.gossip.serf.Member;
import io.proconsul.gossip.serf.SerfEvent;
import io.proconsul.gossip.serf.format.Snapshot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;

/**
 * The snapshot on disk, {@code serf/local.snapshot}. A thread of its own writes, so that a slow
 * disk holds up nobody: what it cannot take is lost and found again from the other members. Owned
 * by the pool.
 */
final class SnapshotFile implements AutoCloseable {
  /** Events waiting to be written, as many as Serf keeps. */
  private static final int QUEUE = 2048;

  private static final long LEAST_COMPACTED = 128 * 1024;
  private static final long BYTES_A_MEMBER = 256;
  private static final long RETRY_NANOS = Duration.ofSeconds(30).toNanos();
  private static final Duration WAIT = Duration.ofSeconds(5);

  private final Path path;
  private final Logger log;
  private final Snapshot snapshot;
  private final LinkedBlockingQueue<Supplier<String>> queue = new LinkedBlockingQueue<>(QUEUE);
  private final Thread writer;
  private volatile boolean closing;
  /** Of the changes taken together, to be written at once. */
  private final StringBuilder lines = new StringBuilder();

  private FileChannel channel;
  private long size;
  private boolean left;
  private boolean broken;
  private long lastRepair;

  private SnapshotFile(Path path, Snapshot snapshot, FileChannel channel, Logger log)
      throws IOException {
    this.path = path;
    this.snapshot = snapshot;
    this.channel = channel;
    this.log = log;
    this.size = channel.size();
    this.writer = Thread.ofVirtual().name("gossip-snapshot").unstarted(this::write);
  }

  /** @throws IOException in Serf's words */
  static SnapshotFile open(Path path, boolean rejoinAfterLeave, Logger log) throws IOException {
    try {
      Path folder = path.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      String text =
          Files.exists(path) ? new String(Files.readAllBytes(path), StandardCharsets.UTF_8) : "";
      Snapshot snapshot = Snapshot.read(text, rejoinAfterLeave);
      FileChannel channel = append(path);
      SnapshotFile file = new SnapshotFile(path, snapshot, channel, log);
      if (!text.isEmpty() && !text.endsWith("\n")) {
        // What is written next must not become part of a torn line.
        file.compact();
      }
      return file;
    } catch (IOException e) {
      throw new IOException("failed to open snapshot: " + e.getMessage(), e);
    }
  }

  private static FileChannel append(Path path) throws IOException {
    return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** As it was at the start; to be used before {@link #start}. */
  Snapshot snapshot() {
    return snapshot;
  }

  void start() {
    writer.start();
  }

  void happened(SerfEvent event) {
    offer(() -> switch (event) {
      case SerfEvent.MembersChanged changed -> lines(changed);
      case SerfEvent.UserEventReceived received ->
        snapshot.eventClock(received.event().ltime());
      case SerfEvent.QueryReceived received ->
        snapshot.queryClock(received.query().ltime());
    });
  }

  /** The intent clock has moved to that time, which nobody has used yet. */
  void clock(long next) {
    offer(() -> snapshot.clock(next - 1));
  }

  private void offer(Supplier<String> change) {
    if (!queue.offer(change) && !broken) {
      log.warn("serf: snapshot queue is full, dropping");
    }
  }

  private String lines(SerfEvent.MembersChanged changed) {
    StringBuilder text = new StringBuilder();
    for (Member member : changed.members()) {
      text.append(
          switch (changed.change()) {
            case JOIN -> snapshot.alive(member.name(), member.address().toString());
            case LEAVE, FAILED, REAP -> snapshot.notAlive(member.name());
            case UPDATE -> "";
          });
    }
    return text.toString();
  }

  /** This node leaves: on disk when it returns, and nothing is written any more. */
  void leave() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    boolean taken = queue.offer(
        () -> {
          lines.append(snapshot.leave());
          appendLines();
          force();
          left = true;
          done.countDown();
          return "";
        },
        WAIT.toMillis(),
        TimeUnit.MILLISECONDS);
    if (!taken || !done.await(WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
      log.error("serf: failed to write leave to snapshot in time");
    }
  }

  private void write() {
    List<Supplier<String>> changes = new ArrayList<>();
    try {
      while (!closing || !queue.isEmpty()) {
        changes.add(queue.take());
        queue.drainTo(changes);
        for (Supplier<String> change : changes) {
          if (!left) {
            lines.append(change.get());
          }
        }
        appendLines();
        changes.clear();
      }
      force();
      channel.close();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      log.error("serf: failed to close snapshot: {}", e.getMessage());
    }
  }

  private void appendLines() {
    append(lines.toString());
    lines.setLength(0);
  }

  private void append(String text) {
    if (text.isEmpty()) {
      return;
    }
    try {
      if (broken) {
        repair();
        return;
      }
      size += writeFully(channel, text);
      if (size > Math.max(LEAST_COMPACTED, snapshot.alive().size() * BYTES_A_MEMBER)) {
        compact();
      }
    } catch (IOException e) {
      broken = true;
      log.error("serf: Failed to update snapshot: {}", e.getMessage());
    }
  }

  /** A new file has all that could not be written; not too often, as a disk stays full for long. */
  private void repair() throws IOException {
    long now = System.nanoTime();
    if (lastRepair == 0 || now - lastRepair > RETRY_NANOS) {
      lastRepair = now;
      compact();
      broken = false;
      log.info("serf: Finished compaction, successfully recovered from error state");
    }
  }

  private void compact() throws IOException {
    Path compacted = path.resolveSibling(path.getFileName() + ".compact");
    Files.deleteIfExists(compacted);
    String text = snapshot.compact();
    try (FileChannel fresh = append(compacted)) {
      writeFully(fresh, text);
      fresh.force(true);
    }
    Files.move(
        compacted, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    channel.close();
    channel = append(path);
    size = channel.size();
  }

  private static int writeFully(FileChannel channel, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    int length = bytes.remaining();
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    return length;
  }

  private void force() {
    try {
      channel.force(true);
    } catch (IOException e) {
      log.error("serf: failed to sync snapshot: {}", e.getMessage());
    }
  }

  /** Writes what waits; a few seconds at most. */
  @Override
  public void close() {
    closing = true;
    offer(() -> "");
    try {
      if (writer.getState() == Thread.State.NEW) {
        writer.start();
      }
      if (!writer.join(WAIT)) {
        log.error("serf: snapshot was not written in time");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
