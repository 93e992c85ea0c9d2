package io.proconsul.core.operator;

import io.proconsul.core.command.AutopilotCommand;
import io.proconsul.core.state.Key;
import io.proconsul.core.state.Mark;
import io.proconsul.core.state.Tx;
import io.proconsul.model.cluster.AutopilotConfiguration;

/** Keeps autopilot's configuration. On the state machine's thread. */
public final class AutopilotWrites {
  static final byte[] ONLY = Key.of("configuration");

  private AutopilotWrites() {}

  public static boolean apply(Tx tx, AutopilotCommand command) {
    AutopilotConfiguration present = tx.autopilot.get(ONLY);
    if (command instanceof AutopilotCommand.CompareAndSet(AutopilotConfiguration _, long index)
        && (present == null ? 0 : present.modifyIndex()) != index) {
      return false;
    }
    long created = present == null ? tx.index() : present.createIndex();
    add(tx, command.configuration().withIndexes(created, tx.index()));
    tx.touch(Mark.AUTOPILOT);
    return true;
  }

  /** Puts it in as a snapshot has it. */
  public static void add(Tx tx, AutopilotConfiguration configuration) {
    tx.autopilot.put(ONLY, configuration);
  }
}
