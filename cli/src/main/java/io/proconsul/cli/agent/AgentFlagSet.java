package io.proconsul.cli.agent;

import io.proconsul.agent.config.load.AgentArguments;
import io.proconsul.agent.config.load.AgentArguments.Given;
import io.proconsul.agent.config.load.AgentFlag;
import io.proconsul.agent.config.load.AgentFlags;
import io.proconsul.cli.flag.Flag;
import io.proconsul.cli.flag.FlagSet;
import io.proconsul.cli.flag.FlagUsage;
import io.proconsul.cli.flag.HelpText;
import io.proconsul.cli.flag.InvalidFlag;
import io.proconsul.cli.flag.ListFlag;
import io.proconsul.cli.flag.NumberFlag;
import io.proconsul.cli.flag.StringFlag;
import io.proconsul.cli.flag.SwitchFlag;
import java.util.ArrayList;
import java.util.List;

/** The flags of {@code consul agent} as the configuration lists them. */
final class AgentFlagSet {
  private final FlagSet set = new FlagSet();
  private final List<Flag> flags = new ArrayList<>();

  AgentFlagSet() {
    ListFlag files = null;
    for (AgentFlag flag : AgentFlags.ALL) {
      if (flag.name().equals("config-file") && files != null) {
        // One list for both, because their order among each other counts.
        set.alias(flag.name(), files, flag.help());
        continue;
      }
      Flag added = add(flag);
      if (added instanceof ListFlag list && flag.name().equals("config-dir")) {
        files = list;
      }
      flags.add(added);
    }
  }

  private Flag add(AgentFlag flag) {
    return switch (flag.type()) {
      case TEXT -> set.text(flag.name(), flag.help());
      case SWITCH -> set.boolValue(flag.name(), flag.help());
      case NUMBER -> set.decimal(flag.name(), flag.help());
      case TEXTS, PAIRS -> set.list(flag.name(), flag.help());
    };
  }

  /** What is wrong, and every flag. */
  String explain(InvalidFlag error) {
    return FlagUsage.after(error, set);
  }

  void parse(String[] args) throws InvalidFlag {
    set.parse(args);
  }

  String[] rest() {
    return set.rest();
  }

  AgentArguments arguments() {
    List<Given> given = new ArrayList<>();
    for (Flag flag : flags) {
      if (!flag.isSet()) {
        continue;
      }
      switch (flag) {
        case StringFlag text -> given.add(new Given(flag.name(), text.get()));
        case SwitchFlag on -> given.add(new Given(flag.name(), String.valueOf(on.get())));
        case NumberFlag number -> given.add(new Given(flag.name(), String.valueOf(number.get())));
        case ListFlag list -> list.get().forEach(value -> given.add(new Given(flag.name(), value)));
        default -> throw new IllegalStateException("no such flag here: " + flag.name());
      }
    }
    return AgentArguments.of(given);
  }

  String help() {
    return new HelpText("Usage: consul agent [options]\n\n  Starts an agent and runs it until it is"
            + " told to stop.")
        .section("Command Options", set)
        .toString();
  }
}
