package io.proconsul.raftlog.jraft;

import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.closure.ReadIndexClosure;
import com.alipay.sofa.jraft.core.NodeImpl;
import com.alipay.sofa.jraft.option.ReadOnlyOption;
import io.proconsul.raftlog.Barrier;
import io.proconsul.raftlog.LogException;
import io.proconsul.raftlog.LogException.Reason;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads that ask a majority. JRaft may answer late or, when it is closed, not at all; here each is
 * answered once and in time. Owned by the log; any thread.
 */
final class Reads {
  private static final Logger LOG = LoggerFactory.getLogger(Reads.class);
  private static final byte[] NO_CONTEXT = new byte[0];
  private static final int MAX_WAITING = 8192;

  private final NodeImpl node;
  private final Function<Status, LogException> reasons;
  private final long timeoutNanos;

  /** Bounded by the check in {@link #read}. */
  private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();

  Reads(NodeImpl node, Function<Status, LogException> reasons, long timeoutNanos) {
    this.node = node;
    this.reasons = reasons;
    this.timeoutNanos = timeoutNanos;
  }

  void read(ReadOnlyOption how, Barrier barrier) {
    if (waiting.size() >= MAX_WAITING) {
      barrier.failed(new LogException(Reason.BUSY, MAX_WAITING + " reads wait already"));
      return;
    }
    var read = new Waiting(barrier);
    waiting.add(read);
    try {
      node.readIndex(how, NO_CONTEXT, read);
    } catch (IllegalStateException _) {
      // JRaft throws after it has failed the closure.
      LOG.debug("a read came while the log was closing");
    }
  }

  boolean idle() {
    return waiting.isEmpty();
  }

  /** Fails what waits for too long: whether this server still leads cannot be found out. */
  void sweep(long now) {
    for (Iterator<Waiting> all = waiting.iterator(); all.hasNext(); ) {
      var read = all.next();
      if (now - read.deadline >= 0) {
        read.fail(new LogException(
            Reason.NOT_LEADER, "a majority of the servers does not confirm that this one leads"));
      }
    }
  }

  /** Fails all that is left once JRaft has ended. */
  void close(LogException cause) {
    waiting.forEach(read -> read.fail(cause.again()));
  }

  private final class Waiting extends ReadIndexClosure {
    private final Barrier barrier;
    private final long deadline = System.nanoTime() + timeoutNanos;
    private final AtomicBoolean answered = new AtomicBoolean();

    Waiting(Barrier barrier) {
      super(-1);
      this.barrier = barrier;
    }

    @Override
    public void run(Status status, long index, byte[] context) {
      if (!status.isOk()) {
        fail(reasons.apply(status));
      } else if (answer()) {
        barrier.reached(index);
      }
    }

    void fail(LogException cause) {
      if (answer()) {
        barrier.failed(cause);
      }
    }

    private boolean answer() {
      waiting.remove(this);
      return answered.compareAndSet(false, true);
    }
  }
}
