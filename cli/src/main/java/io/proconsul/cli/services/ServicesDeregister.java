package io.proconsul.cli.services;

import io.proconsul.cli.api.ApiCommand;
import io.proconsul.cli.api.Failure;
import io.proconsul.cli.command.Terminal;
import io.proconsul.cli.flag.StringFlag;
import io.proconsul.client.ConsulClient;
import io.proconsul.model.ServiceDefinition;
import org.jspecify.annotations.Nullable;

/** {@code consul services deregister}: has the agent forget services, by id or by their files. */
public final class ServicesDeregister extends ApiCommand {
  private final StringFlag id = flags.string("id", "", "The id of the service.");

  public ServicesDeregister() {
    super(Scope.AGENT_NAMESPACE);
  }

  @Override
  protected @Nullable String check(String[] words) {
    if (words.length == 0 && id.get().isEmpty()) {
      return "Service deregistration requires at least one argument or -id.";
    }
    return words.length > 0 && !id.get().isEmpty()
        ? "Service deregistration requires arguments or -id, not both."
        : null;
  }

  @Override
  protected int execute(Terminal terminal, ConsulClient client, String[] words) throws Failure {
    if (words.length == 0) {
      // Consul's message has no name here, as only the id is known.
      deregister(terminal, client, id.get(), "");
      return 0;
    }
    for (ServiceDefinition service : Definitions.read(words)) {
      String known = service.id().isEmpty() ? service.name() : service.id();
      deregister(terminal, client, known, service.name());
    }
    return 0;
  }

  private static void deregister(
      Terminal terminal, ConsulClient client, String serviceId, String name) throws Failure {
    Failure.unless("Error deregistering service \"" + name + "\"", () -> {
      client.agent().deregisterService(serviceId);
      return true;
    });
    terminal.out("Deregistered service: " + serviceId);
  }

  @Override
  protected String usage() {
    return """
        Usage: consul services deregister [options] [FILE...]

          Deregisters services with the local agent: one by its id, or all that the files
          define.

              $ consul services deregister -id=web
              $ consul services deregister web.json""";
  }
}
