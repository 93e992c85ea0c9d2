package io.proconsul.raftlog;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A list of the commands applied; one line each in a snapshot. {@code boom} breaks it. */
public final class TestingMachine implements LogMachine {
  public final CountDownLatch leading = new CountDownLatch(1);
  public final ConcurrentLinkedQueue<String> events = new ConcurrentLinkedQueue<>();
  public final ConcurrentLinkedQueue<Membership> members = new ConcurrentLinkedQueue<>();
  private final List<String> applied = new ArrayList<>();
  private volatile @Nullable CountDownLatch hold;

  /** From now on every apply waits for the latch that is returned. */
  public CountDownLatch hold() {
    var latch = new CountDownLatch(1);
    hold = latch;
    return latch;
  }

  public List<String> applied() {
    synchronized (applied) {
      return List.copyOf(applied);
    }
  }

  @Override
  public @Nullable Object apply(long index, byte[] command) {
    var latch = hold;
    if (latch != null) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    var text = new String(command, StandardCharsets.UTF_8);
    if (text.equals("boom")) {
      throw new IllegalStateException("boom");
    }
    synchronized (applied) {
      applied.add(text);
    }
    return text + "@" + index;
  }

  @Override
  public Snapshot capture() {
    var lines = String.join("\n", applied());
    return out -> out.write(lines.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void restore(InputStream in) throws IOException {
    var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    var lines = reader.lines().toList();
    synchronized (applied) {
      applied.clear();
      applied.addAll(lines);
    }
    events.add("restored");
  }

  @Override
  public void leaderStarted(long term) {
    events.add("leader");
    leading.countDown();
  }

  @Override
  public void leaderStopped() {
    events.add("stopped");
  }

  @Override
  public void leaderChanged(Optional<String> leader) {
    events.add("follows " + leader.orElse("nobody"));
  }

  @Override
  public void membersChanged(Membership changed) {
    members.add(changed);
  }

  @Override
  public void logPaused(LogException cause) {
    events.add("paused " + cause.reason());
  }

  @Override
  public void logResumed() {
    events.add("resumed");
  }

  @Override
  public void logFailed(LogException cause) {
    events.add("failed " + cause.reason());
  }
}
