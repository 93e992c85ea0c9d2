package io.proconsul.cli.single;

import io.proconsul.cli.api.ApiCommand;
import io.proconsul.cli.api.Failure;
import io.proconsul.cli.command.Terminal;
import io.proconsul.cli.flag.SwitchFlag;
import io.proconsul.client.ConsulClient;
import org.jspecify.annotations.Nullable;

/** {@code consul force-leave}: makes a member that failed one that left. */
public final class ForceLeave extends ApiCommand {
  private final SwitchFlag prune =
      flags.bool("prune", false, "Forget the member at once. The default is false.");
  private final SwitchFlag wan = flags.bool(
      "wan",
      false,
      "Only in the pool of all datacenters' servers, where members are called"
          + " node.datacenter. The default is false.");

  public ForceLeave() {
    super(Scope.AGENT_PARTITION);
  }

  @Override
  protected @Nullable String check(String[] words) {
    return words.length == 1
        ? null
        : withHelp("A single node name must be specified to force leave.");
  }

  @Override
  protected int execute(Terminal terminal, ConsulClient client, String[] words) throws Failure {
    Failure.unless("Error force leaving", () -> {
      client.agent().forceLeave(words[0], prune.get(), wan.get());
      return true;
    });
    return 0;
  }

  @Override
  protected String usage() {
    return """
        Usage: consul force-leave [options] name

          Makes a member that failed one that left, so that nobody tries to reach it any
          more and servers take it out of their count. A member that is alive comes back
          at once.

              $ consul force-leave web3
              $ consul force-leave -prune web3""";
  }
}
