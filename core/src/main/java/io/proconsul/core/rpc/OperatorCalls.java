package io.proconsul.core.rpc;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Fields;
import io.proconsul.core.command.AutopilotCommand;
import io.proconsul.core.operation.AutopilotOperation;
import io.proconsul.core.operation.RaftOperation;
import io.proconsul.core.query.AutopilotQuery;
import io.proconsul.core.query.UsageQuery;
import io.proconsul.core.rpc.form.AutopilotForm;
import io.proconsul.core.rpc.form.AutopilotStateForm;
import io.proconsul.core.rpc.form.Form;
import io.proconsul.model.cluster.AutopilotConfiguration;
import io.proconsul.model.cluster.RaftConfiguration;
import io.proconsul.model.cluster.Usage;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** {@code Operator}: the servers that share the log, autopilot, and how much there is. */
record OperatorCalls(Form<Usage> usage) {
  private static final Form<RaftConfiguration> RAFT = Form.of(RaftConfiguration.MAPPING);
  private static final Form<AutopilotConfiguration> CONFIGURATION =
      Form.of(AutopilotForm.CONFIGURATION);
  private static final Form<Boolean> TRANSFERRED =
      Form.object((done, out) -> out.field("Success", done), in -> in.bool("Success"));

  /** @param datacenter this server's own, under whose name it tells how much it holds */
  static OperatorCalls of(String datacenter) {
    return new OperatorCalls(usageOf(datacenter));
  }

  private static Form<Usage> usageOf(String datacenter) {
    return Form.object(
        (usage, out) -> out.map("Usage", Map.of(datacenter, usage), Usage.MAPPING::write),
        OperatorCalls::firstUsage);
  }

  private static Usage firstUsage(Fields in) {
    Map<String, Usage> all = in.map("Usage", "ServiceUsage", Usage.MAPPING::read);
    return Form.orEmpty(all == null ? null : List.copyOf(all.values())).stream()
        .findFirst()
        .orElseThrow(() -> new DecodeException("msgpack: the usage of no datacenter"));
  }

  static Question<Usage> ask(UsageQuery query) {
    return Question.of("Operator.Usage", usageOf(""));
  }

  Incoming usage(Args args) {
    return args.ask(new UsageQuery(), usage);
  }

  static Question<?> perform(RaftOperation<?> operation) {
    return switch (operation) {
      case RaftOperation.Configuration(boolean stale) ->
        Question.of("Operator.RaftGetConfiguration", RAFT)
            .and(out -> out.field("AllowStale", stale));
      case RaftOperation.RemoveByAddress(String address) ->
        Question.of("Operator.RaftRemovePeerByAddress", "Address", address, Form.DONE);
      case RaftOperation.RemoveById(String id) ->
        Question.of("Operator.RaftRemovePeerByID", "ID", id, Form.DONE);
      case RaftOperation.Transfer(String id) ->
        Question.of("Proconsul.TransferLeader", "ID", id, TRANSFERRED);
    };
  }

  static Incoming raftConfiguration(Args args) {
    return args.perform(new RaftOperation.Configuration(args.in().bool("AllowStale")), RAFT);
  }

  static Incoming removeByAddress(Args args) {
    return args.perform(new RaftOperation.RemoveByAddress(args.string("Address")), Form.DONE);
  }

  static Incoming removeById(Args args) {
    return args.perform(new RaftOperation.RemoveById(args.string("ID")), Form.DONE);
  }

  static Incoming transfer(Args args) {
    return args.perform(new RaftOperation.Transfer(args.string("ID")), TRANSFERRED);
  }

  static Question<?> ask(AutopilotQuery<?> query) {
    return switch (query) {
      case AutopilotQuery.Configuration _ ->
        Question.of("Operator.AutopilotGetConfiguration", CONFIGURATION);
    };
  }

  static Incoming configuration(Args args) {
    return args.ask(new AutopilotQuery.Configuration(), CONFIGURATION);
  }

  static Question<Boolean> submit(AutopilotCommand command) {
    return switch (command) {
      case AutopilotCommand.Set(AutopilotConfiguration wanted) -> set(wanted, false);
      case AutopilotCommand.CompareAndSet(AutopilotConfiguration wanted, long index) ->
        set(wanted.withIndexes(0, index), true);
    };
  }

  private static Question<Boolean> set(AutopilotConfiguration wanted, boolean compare) {
    return Question.of("Operator.AutopilotSetConfiguration", Form.BOOL).and(out -> {
      out.field("Config", wanted, AutopilotForm.CONFIGURATION::write);
      out.field("CAS", compare);
    });
  }

  static Incoming setConfiguration(Args args) {
    AutopilotConfiguration given = Objects.requireNonNullElse(
        args.in().object("Config", "AutopilotConfig", AutopilotForm.CONFIGURATION::read),
        AutopilotConfiguration.DEFAULT);
    AutopilotConfiguration wanted = given.withIndexes(0, 0);
    AutopilotCommand command = args.in().bool("CAS")
        ? new AutopilotCommand.CompareAndSet(wanted, given.modifyIndex())
        : new AutopilotCommand.Set(wanted);
    return args.submit(command, "raft apply failed: ", Form.BOOL);
  }

  static Question<?> perform(AutopilotOperation<?> operation) {
    return switch (operation) {
      case AutopilotOperation.Health _ ->
        Question.of("Operator.ServerHealth", AutopilotForm.HEALTH);
      case AutopilotOperation.State _ ->
        Question.of("Operator.AutopilotState", AutopilotStateForm.STATE);
    };
  }

  static Incoming health(Args args) {
    return args.perform(new AutopilotOperation.Health(), AutopilotForm.HEALTH);
  }

  static Incoming state(Args args) {
    return args.perform(new AutopilotOperation.State(), AutopilotStateForm.STATE);
  }
}
