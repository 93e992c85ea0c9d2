package io.proconsul.raftlog.jraft;

import io.proconsul.raftlog.LogException;
import io.proconsul.raftlog.LogException.Reason;
import io.proconsul.raftlog.disk.Room;
import io.proconsul.raftlog.segment.SegmentLog;
import io.proconsul.raftlog.segment.Syncing;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until a full disk has room and has the log go on with a new node, as if it had been started
 * again, but with the machine's state in place. Owned by the log, under whose lock all of this
 * happens, on a virtual thread that is there while it waits.
 */
final class FullDisk {
  private static final Logger LOG = LoggerFactory.getLogger(FullDisk.class);

  /** For the next piece of a segment, the largest batch, term and vote. */
  private static final int ROOM_BYTES = 2 << 20;

  private static final Duration LEAST_WAIT = Duration.ofMillis(250);
  private static final Duration MOST_WAIT = Duration.ofSeconds(5);

  /** A log that pauses again so soon looks less often: the disk is all but full. */
  private static final Duration LATELY = Duration.ofMinutes(1);

  private final Running.Around around;
  private final Syncing syncing;
  private final Owner owner;
  private long resumedAt;
  private boolean hasResumed;

  /** The log. All methods but {@link #lock} are called under its lock. */
  interface Owner {
    /** Notified when the log is closed. */
    Object lock();

    boolean isOpen();

    /** Stops the node; whoever waits for it is told. */
    void end(Running broken);

    /** Makes a node the log's. */
    Running prepare(SegmentLog files);

    /** Has it take part. */
    void begin(Running next);
  }

  FullDisk(Running.Around around, Syncing syncing, Owner owner) {
    this.around = around;
    this.syncing = syncing;
    this.owner = owner;
  }

  /** Never waits itself: it is called on the node's apply thread. */
  void waitFor(Running broken) {
    if (broken.give()) {
      Thread.ofVirtual()
          .name("log-waits-for-room-" + around.settings().nodeId())
          .start(() -> run(broken));
    }
  }

  private void run(Running first) {
    synchronized (owner.lock()) {
      var broken = first;
      var lately = hasResumed && System.nanoTime() - resumedAt < LATELY.toNanos();
      var wait = lately ? MOST_WAIT : LEAST_WAIT;
      if (owner.isOpen()) {
        owner.end(broken);
      }
      while (owner.isOpen()) {
        try {
          owner.lock().wait(wait.toMillis());
        } catch (InterruptedException _) {
          return;
        }
        var next = owner.isOpen() ? attempt(broken) : Optional.<Running>empty();
        if (next.isEmpty()) {
          return;
        }
        broken = next.get();
        wait = wait.multipliedBy(2).compareTo(MOST_WAIT) < 0 ? wait.multipliedBy(2) : MOST_WAIT;
      }
    }
  }

  /** The node after which to try again; empty when the log runs, or never will. */
  private Optional<Running> attempt(Running broken) {
    var settings = around.settings();
    Running next;
    try {
      broken.files.mend();
      Room.check(settings.folder(), Math.min(ROOM_BYTES, settings.segmentBytes()));
      next = owner.prepare(SegmentLog.open(settings.logFolder(), settings.segmentBytes(), syncing));
    } catch (IOException e) {
      LOG.debug("still no room for the log: {}", e.getMessage());
      return broken.files.isLost() ? givenUp(lost(e)) : Optional.of(broken);
    } catch (LogException e) {
      return e.reason() == Reason.DISK ? Optional.of(broken) : givenUp(e);
    }
    around.driver().resumed();
    return begin(next);
  }

  private Optional<Running> begin(Running next) {
    try {
      owner.begin(next);
      resumedAt = System.nanoTime();
      hasResumed = true;
      LOG.info("There is room in {} again; the log goes on", around.settings().folder());
      return Optional.empty();
    } catch (RuntimeException e) {
      next.stop();
      if (!next.give()) {
        return Optional.empty(); // it has found the disk full, and another thread waits
      }
      if (e instanceof LogException cause && cause.reason() == Reason.DISK) {
        around.driver().pausedAgain(cause);
        return Optional.of(next);
      }
      return givenUp(
          e instanceof LogException cause
              ? cause
              : new LogException(Reason.FAILED, "the log cannot go on: " + e, e));
    }
  }

  private Optional<Running> givenUp(LogException cause) {
    around.driver().stopped(cause);
    return Optional.empty();
  }

  private static LogException lost(IOException cause) {
    return new LogException(
        Reason.DISK,
        "the log cannot be written: " + cause.getMessage() + ". Everything acknowledged is safe;"
            + " make the disk writable, then start the server again",
        cause);
  }
}
