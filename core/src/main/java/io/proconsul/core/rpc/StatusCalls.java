package io.proconsul.core.rpc;

import io.proconsul.codec.Fields;
import io.proconsul.codec.GoDuration;
import io.proconsul.codec.Sink;
import io.proconsul.core.operation.StatusOperation;
import io.proconsul.core.rpc.form.Form;
import io.proconsul.model.cluster.RaftStats;
import java.time.Duration;

/** {@code Status}, and the list of datacenters: what any server tells. */
final class StatusCalls {
  private static final String NEVER = "never";
  private static final Form<RaftStats> STATS = Form.object(StatusCalls::write, StatusCalls::read);
  private static final byte[] PONG = {(byte) 0x80};

  private StatusCalls() {}

  static Question<?> perform(StatusOperation<?> operation) {
    return switch (operation) {
      case StatusOperation.Leader _ -> Question.of("Status.Leader", Form.TEXT);
      case StatusOperation.Peers _ -> Question.of("Status.Peers", Form.TEXTS);
      case StatusOperation.Progress _ -> Question.of("Status.RaftStats", STATS);
      case StatusOperation.Datacenters _ -> Question.of("Catalog.ListDatacenters", Form.TEXTS);
    };
  }

  static Incoming leader(Args args) {
    return args.perform(new StatusOperation.Leader(), Form.TEXT);
  }

  static Incoming peers(Args args) {
    return args.perform(new StatusOperation.Peers(), Form.TEXTS);
  }

  static Incoming raftStats(Args args) {
    return args.perform(new StatusOperation.Progress(), STATS);
  }

  static Incoming datacenters(Args args) {
    return args.perform(new StatusOperation.Datacenters(), Form.TEXTS);
  }

  static Incoming ping(Args args) {
    return new Incoming.Reply(PONG);
  }

  private static void write(RaftStats stats, Sink out) {
    Duration contact = stats.lastContact();
    out.field(
        "LastContact",
        contact.isNegative() ? NEVER : contact.isZero() ? "0" : GoDuration.format(contact));
    out.unsignedField("LastTerm", stats.lastTerm());
    out.unsignedField("LastIndex", stats.lastIndex());
  }

  private static RaftStats read(Fields in) {
    boolean never = in.string("LastContact").equals(NEVER);
    return new RaftStats(
        never ? Duration.ofNanos(-1) : in.duration("LastContact"),
        in.unsigned("LastTerm"),
        in.unsigned("LastIndex"));
  }
}
