package io.proconsul.cli.single;

import io.proconsul.cli.api.ApiCommand;
import io.proconsul.cli.api.Failure;
import io.proconsul.cli.command.Terminal;
import io.proconsul.cli.flag.NumberFlag;
import io.proconsul.cli.flag.StringFlag;
import io.proconsul.cli.flag.SwitchFlag;
import io.proconsul.client.ConsulClient;
import io.proconsul.client.KeyringClient;
import io.proconsul.model.cluster.KeyringResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code consul keyring}: lists and changes the keys that encrypt gossip. */
public final class Keyring extends ApiCommand {
  private static final int MAX_RELAY_FACTOR = 5;

  private final StringFlag install =
      flags.string("install", "", "A key to add on all members. It does not encrypt yet.");
  private final SwitchFlag list =
      flags.bool("list", false, "Print which keys the members have. The default is false.");
  private final SwitchFlag listPrimary = flags.bool(
      "list-primary", false, "Print which keys the members encrypt with. The default is false.");
  private final StringFlag remove =
      flags.string("remove", "", "A key to remove from all members, but not the one in use.");
  private final StringFlag use =
      flags.string("use", "", "A key to encrypt with, which all members must have.");
  private final NumberFlag relayFactor = flags.integer(
      "relay-factor", 0, "Have each answer come through this many other members as well, up to 5.");
  private final SwitchFlag localOnly = flags.bool(
      "local-only",
      false,
      "Ask only members of the agent's own datacenter. Only with -list. The default is false.");

  public Keyring() {
    super(Scope.AGENT);
  }

  @Override
  protected @Nullable String check(String[] words) {
    int actions = 0;
    actions += list.get() ? 1 : 0;
    actions += listPrimary.get() ? 1 : 0;
    for (StringFlag key : new StringFlag[] {install, use, remove}) {
      actions += key.get().isEmpty() ? 0 : 1;
    }
    if (actions > 1) {
      return "Only a single action is allowed";
    }
    if (actions == 0) {
      return help();
    }
    if (relayFactor.get() < 0 || relayFactor.get() > MAX_RELAY_FACTOR) {
      return "Error parsing relay factor: Relay factor must be in range: [0, 5]";
    }
    return localOnly.get() && !list.get() && !listPrimary.get()
        ? "Error validating local-only: local-only can only be set for list requests"
        : null;
  }

  @Override
  protected int execute(Terminal terminal, ConsulClient client, String[] words) throws Failure {
    KeyringClient keyring = client.keyring();
    int relays = (int) relayFactor.get();
    if (list.get() || listPrimary.get()) {
      String which = list.get() ? "installed" : "installed primary";
      terminal.out("==> Gathering " + which + " encryption keys...");
      for (KeyringResponse pool :
          Failure.unless("error", () -> keyring.list(relays, localOnly.get()))) {
        terminal.out(shown(pool, list.get() ? pool.keys() : pool.primaryKeys()));
      }
      return 0;
    }
    if (!install.get().isEmpty()) {
      change(terminal, "Installing new", () -> keyring.install(install.get(), relays));
    } else if (!use.get().isEmpty()) {
      change(terminal, "Changing primary", () -> keyring.use(use.get(), relays));
    } else {
      change(terminal, "Removing", () -> keyring.remove(remove.get(), relays));
    }
    return 0;
  }

  private static void change(Terminal terminal, String what, Runnable change) throws Failure {
    terminal.out("==> " + what + " gossip encryption key...");
    Failure.unless("error", () -> {
      change.run();
      return true;
    });
  }

  private static String shown(KeyringResponse pool, Map<String, Integer> keys) {
    StringBuilder text = new StringBuilder("\n");
    text.append(pool.wan() ? "WAN" : pool.datacenter() + " (LAN)");
    if (!pool.segment().isEmpty()) {
      text.append(" [").append(pool.segment()).append(']');
    }
    text.append(':');
    pool.messages()
        .forEach((node, message) ->
            text.append("\n  ===> ").append(node).append(": ").append(message));
    keys.forEach((key, count) -> text.append("\n  ")
        .append(key)
        .append(" [")
        .append(count)
        .append('/')
        .append(pool.numNodes())
        .append(']'));
    return text.toString();
  }

  @Override
  protected String usage() {
    return """
        Usage: consul keyring [options]

          Lists and changes the keys that encrypt gossip, on all members of the pools at
          once. A new key is installed first, then used, and then the old one removed; no
          message is lost on the way.

              $ consul keyring -list
              $ consul keyring -install="$(consul keygen)"

          One of -list, -list-primary, -install, -use and -remove must be given.""";
  }
}
