package io.proconsul.cli.single;

import io.proconsul.cli.api.ApiCommand;
import io.proconsul.cli.api.Failure;
import io.proconsul.cli.command.Terminal;
import io.proconsul.cli.flag.StringFlag;
import io.proconsul.cli.text.GoPattern;
import io.proconsul.client.ConsulClient;
import io.proconsul.model.cluster.UserEvent;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** {@code consul event}: tells an event to all agents. */
public final class Event extends ApiCommand {
  private final StringFlag name = flags.string("name", "", "What the event is called.");
  private final StringFlag node =
      flags.string("node", "", "A regular expression for the names of nodes that it is for.");
  private final StringFlag service =
      flags.string("service", "", "A regular expression for the services whose agents it is for.");
  private final StringFlag tag = flags.string(
      "tag", "", "A regular expression for a tag of those services. Only with -service.");

  public Event() {
    super(Scope.SERVER);
  }

  @Override
  protected @Nullable String check(String[] words) {
    if (name.get().isEmpty()) {
      return withHelp("Event name must be specified");
    }
    String misuse = problem("node", node.get());
    misuse = misuse == null ? problem("service", service.get()) : misuse;
    misuse = misuse == null ? problem("tag", tag.get()) : misuse;
    if (misuse == null && !tag.get().isEmpty() && service.get().isEmpty()) {
      misuse = "Cannot provide tag filter without service filter.";
    }
    if (misuse == null && words.length > 1) {
      misuse = withHelp("Too many command line arguments.");
    }
    return misuse;
  }

  private static @Nullable String problem(String what, String expression) {
    try {
      GoPattern.compile(expression);
      return null;
    } catch (IllegalArgumentException e) {
      return "Failed to compile " + what + " filter regexp: " + e.getMessage();
    }
  }

  @Override
  protected int execute(Terminal terminal, ConsulClient client, String[] words) throws Failure {
    Failure.unless("Error querying Consul agent", () -> client.agent().self());
    byte[] payload = words.length == 0 ? new byte[0] : words[0].getBytes(StandardCharsets.UTF_8);
    UserEvent event = new UserEvent(
        "", name.get(), payload, node.get(), service.get(), tag.get(), UserEvent.VERSION, 0);
    UserEvent fired = Failure.unless("Error firing event", () -> client.event().fire(event));
    terminal.out("Event ID: " + fired.id());
    return 0;
  }

  @Override
  protected String usage() {
    return """
        Usage: consul event [options] [payload]

          Tells an event to all agents of a datacenter, or to those that the filters
          match. Events reach who can be reached at the moment; nothing keeps them for
          those who cannot. The payload is short: 512 bytes with all the rest.

              $ consul event -name=deploy 1.2.3
              $ consul event -name=restart -service=web -tag=canary""";
  }
}
