package io.proconsul.cli.watch;

import io.proconsul.cli.api.ApiCommand;
import io.proconsul.cli.api.Failure;
import io.proconsul.cli.command.Terminal;
import io.proconsul.cli.flag.SwitchFlag;
import io.proconsul.client.ConsulClient;
import io.proconsul.core.watch.WatchQuery;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** {@code consul watch}: prints a value once, or runs a program each time that it changes. */
public final class Watch extends ApiCommand {
  private final WatchFlags what = new WatchFlags(flags);
  private final SwitchFlag shell =
      flags.bool("shell", true, "Run the program through the shell." + " The default is true.");

  public Watch() {
    super(Scope.SERVER);
  }

  @Override
  protected @Nullable String check(String[] words) {
    return what.type().isEmpty() ? "Watch type must be specified\n\n" + help() : null;
  }

  @Override
  protected int execute(Terminal terminal, ConsulClient client, String[] words) throws Failure {
    WatchQuery query = what.query();
    terminal.endQuietlyWhenInterrupted();
    // Before waiting and trying again, make sure that there is an agent at all.
    Failure.unless("Error querying Consul agent", () -> client.agent().self());
    WatchLoop loop = new WatchLoop(terminal, client, query, api.query());
    if (words.length == 0) {
      loop.run((asked, result) -> {
        terminal.out(new String(asked.json(result.answer(), true), StandardCharsets.UTF_8));
        return false;
      });
    } else {
      terminal.flush();
      loop.run(new ProgramHandler(terminal, words, shell.get()));
    }
    return 0;
  }

  @Override
  protected String usage() {
    return """
        Usage: consul watch [options] [child...]

          Prints the present value of what is watched as JSON and ends.

              $ consul watch -type=key -key=foo/bar

          With a child program, it is run with the value now and at each change: the JSON
          is its standard input, the index its variable CONSUL_INDEX. When the child fails
          the watch ends.

              $ consul watch -type=service -service=web ./reload-proxy.sh""";
  }
}
