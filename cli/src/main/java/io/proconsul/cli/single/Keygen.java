package io.proconsul.cli.single;

import io.proconsul.cli.command.FlagCommand;
import io.proconsul.cli.command.Terminal;
import java.security.SecureRandom;
import java.util.Base64;

/** {@code consul keygen}: a new key for the encryption of gossip. */
public final class Keygen extends FlagCommand {
  private static final int KEY_BYTES = 32;

  @Override
  protected int perform(Terminal terminal, String[] words) {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    terminal.out(Base64.getEncoder().encodeToString(key));
    return 0;
  }

  @Override
  protected String usage() {
    return """
        Usage: consul keygen

          Prints a new random key for the encryption of gossip: for "encrypt" in the
          configuration, or the -encrypt flag of the agent.""";
  }
}
