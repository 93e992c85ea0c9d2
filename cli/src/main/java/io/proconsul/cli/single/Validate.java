package io.proconsul.cli.single;

import io.proconsul.agent.config.ConfigException;
import io.proconsul.agent.config.load.ConfigLoader;
import io.proconsul.cli.command.FlagCommand;
import io.proconsul.cli.command.Terminal;
import io.proconsul.cli.flag.StringFlag;
import io.proconsul.cli.flag.SwitchFlag;
import java.util.List;

/** {@code consul validate}: could an agent start with these files? */
public final class Validate extends FlagCommand {
  private final StringFlag format = flags.string(
      "config-format", "", "How the files are written, whatever their names: hcl or json.");
  private final SwitchFlag quiet =
      flags.bool("quiet", false, "Print nothing when the files are valid. The default is false.");

  @Override
  protected int perform(Terminal terminal, String[] words) {
    if (words.length == 0) {
      terminal.error("Must specify at least one config file or directory");
      return 1;
    }
    try {
      List<String> warnings = new ConfigLoader().validate(List.of(words), format.get());
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
  protected String usage() {
    return """
        Usage: consul validate [options] FILE_OR_DIRECTORY...

          Tests whether an agent could start with these configuration files.""";
  }
}
