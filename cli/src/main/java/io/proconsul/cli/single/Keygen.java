package io.proconsul.cli.single;

import io.proconsul.cli.command.Command;
import io.proconsul.cli.command.Terminal;
import io.proconsul.cli.flag.FlagSet;
import io.proconsul.cli.flag.HelpText;
import io.proconsul.cli.flag.InvalidFlag;
import java.security.SecureRandom;
import java.util.Base64;

/** {@code consul keygen}: a new key for the encryption of gossip. */
public final class Keygen implements Command {
  private static final int KEY_BYTES = 32;

  @Override
  public int run(Terminal terminal, String[] args) {
    try {
      new FlagSet().parse(args);
    } catch (InvalidFlag e) {
      terminal.error(e.getMessage() + "\n" + help());
      return 1;
    }
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    terminal.out(Base64.getEncoder().encodeToString(key));
    return 0;
  }

  @Override
  public String help() {
    return new HelpText("""
        Usage: consul keygen

          Prints a new random key for the encryption of gossip: for "encrypt" in the
          configuration, or the -encrypt flag of the agent.""").toString();
  }
}
