package io.proconsul.raftlog.jraft;

import com.alipay.sofa.jraft.error.RaftError;
import io.proconsul.raftlog.LogException.Reason;

/**
 * Tells what certainly had no effect from what may have had one. JRaft uses one code for both, so
 * this looks at its texts; an unknown text counts as uncertain.
 */
final class Refusals {
  private Refusals() {}

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
