package io.proconsul.cli.single;

import io.proconsul.agent.config.ConfigException;
import io.proconsul.agent.config.load.ConfigLoader;
import io.proconsul.cli.command.Command;
import io.proconsul.cli.command.Terminal;
import io.proconsul.cli.flag.FlagSet;
import io.proconsul.cli.flag.HelpText;
import io.proconsul.cli.flag.InvalidFlag;
import io.proconsul.cli.flag.StringFlag;
import io.proconsul.cli.flag.SwitchFlag;
import java.util.List;

/** {@code consul validate}: could an agent start with these files? */
public final class Validate implements Command {
  private final FlagSet flags = new FlagSet();
  private final StringFlag format = flags.string(
      "config-format", "", "How the files are written, whatever their names: hcl or json.");
  private final SwitchFlag quiet =
      flags.bool("quiet", false, "Print nothing when the files are valid. The default is false.");

  @Override
  public int run(Terminal terminal, String[] args) {
    try {
      flags.parse(args);
    } catch (InvalidFlag e) {
      terminal.error(e.getMessage() + "\n" + help());
      return 1;
    }
    if (flags.rest().length == 0) {
      terminal.error("Must specify at least one config file or directory");
      return 1;
    }
    try {
      List<String> warnings = new ConfigLoader().validate(List.of(flags.rest()), format.get());
      if (!quiet.get()) {
        warnings.forEach(terminal::out);
        terminal.out("Configuration is valid!");
      }
      return 0;
    } catch (ConfigException e) {
      terminal.error("Config validation failed: " + e.getMessage());
      return 1;
    }
  }

  @Override
  public String help() {
    return new HelpText("Usage: consul validate [options] FILE_OR_DIRECTORY...\n\n"
            + "  Tests whether an agent could start with these configuration files.")
        .section("Command Options", flags)
        .toString();
  }
}
