package io.proconsul.agent.dns;

import io.proconsul.core.dns.DnsQuestion;
import io.proconsul.core.dns.DnsResponder;
import io.proconsul.core.dns.DnsResponder.ForeignRecord;
import io.proconsul.core.dns.DnsResponder.Pending;
import io.proconsul.core.dns.DnsResponder.Verdict;
import io.proconsul.core.dns.ResponseCode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Answers messages for one thread: at once where it can, else with the help of others. */
final class Answerer {
  /** {@link #atOnce} would have to wait. */
  static final int MUST_WAIT = -1;

  private static final byte[] NOTHING = {};

  private final DnsResponder responder;
  private final Staleness staleness;
  private final Recursors recursors;

  Answerer(DnsResponder responder, Staleness staleness, Recursors recursors) {
    this.responder = responder;
    this.staleness = staleness;
    this.recursors = recursors;
  }

  /** Holds the answer that {@link #atOnce} made. */
  byte[] buffer() {
    return responder.buffer();
  }

  /** The length of the answer, 0 for none, or {@link #MUST_WAIT}. */
  int atOnce(byte[] message, int length, boolean overTcp) {
    if (!staleness.isTolerable()) {
      return MUST_WAIT;
    }
    return switch (responder.respond(message, length, overTcp)) {
      case Verdict.Answered(int answer) -> answer;
      case Verdict.Ignored _ -> 0;
      case Verdict.Ask _, Verdict.Recurse _, Verdict.Follow _ -> MUST_WAIT;
    };
  }

  /** The answer, empty for none. Blocks: on virtual threads only. */
  byte[] afterWaiting(byte[] message, boolean overTcp) throws InterruptedException {
    boolean lacksState = !staleness.isTolerable()
        && responder.asksForState(message, message.length)
        && !staleness.awaitFresh();
    Verdict verdict = lacksState
        ? responder.failForLackOfState(message, message.length)
        : responder.respondPatiently(message, message.length, overTcp);
    return switch (verdict) {
      case Verdict.Answered(int length) -> Arrays.copyOf(buffer(), length);
      case Verdict.Ignored _, Verdict.Ask _ -> NOTHING;
      case Verdict.Recurse(DnsQuestion question) ->
        recursors.forward(message, overTcp).orElseGet(() -> {
          int length = responder.fail(question, ResponseCode.SERVER_FAILURE, false);
          return Arrays.copyOf(buffer(), length);
        });
      case Verdict.Follow(Pending pending, List<String> names) -> followed(pending, names);
    };
  }

  private byte[] followed(Pending pending, List<String> names) {
    Map<String, List<ForeignRecord>> found = new HashMap<>();
    for (String name : names) {
      found.put(name, recursors.follow(name));
    }
    int length = responder.complete(pending, found);
    return Arrays.copyOf(buffer(), length);
  }
}
