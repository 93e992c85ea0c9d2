package io.proconsul.raftlog.jraft;

import com.alipay.sofa.jraft.Closure;
import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.error.RaftError;
import io.proconsul.raftlog.Completion;
import io.proconsul.raftlog.LogException;
import io.proconsul.raftlog.LogException.Reason;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One command on its way through JRaft. Answered once, by whoever comes first: the apply thread
 * with the result, JRaft with an error, or the log's close.
 */
final class Submission implements Closure {
  private static final Logger LOG = LoggerFactory.getLogger(Submission.class);

  private final JRaftLog log;
  private final byte[] command;
  private final Completion completion;
  private final AtomicBoolean answered = new AtomicBoolean();

  Submission(JRaftLog log, byte[] command, Completion completion) {
    this.log = log;
    this.command = command;
    this.completion = completion;
  }

  byte[] command() {
    return command;
  }

  void applied(long index, @Nullable Object result) {
    if (answer()) {
      try {
        completion.applied(index, result);
      } catch (RuntimeException e) {
        LOG.error("The completion of index {} threw", index, e);
      }
    }
  }

  /** JRaft calls this only when the command was not applied; the apply thread uses the above. */
  @Override
  public void run(Status status) {
    failed(log.reason(status));
  }

  void failed(LogException cause) {
    if (answer()) {
      try {
        completion.failed(cause);
      } catch (RuntimeException e) {
        LOG.error("The completion of a failed command threw", e);
      }
    }
  }

  private boolean answer() {
    if (!answered.compareAndSet(false, true)) {
      return false;
    }
    log.leave(this);
    return true;
  }

  /**
   * Tells what certainly had no effect from what may have had one. JRaft uses one code for both, so
   * this looks at its texts; an unknown text counts as uncertain.
   */
  static Reason reason(RaftError error, String text) {
    return switch (error) {
      case EBUSY -> text.startsWith("Is transferring") ? Reason.NOT_LEADER : Reason.BUSY;
      case EPERM ->
        text.startsWith("Is not leader") || text.startsWith("expected_term=")
            ? Reason.NOT_LEADER
            : Reason.FAILED;
      default -> Reason.FAILED;
    };
  }
}
