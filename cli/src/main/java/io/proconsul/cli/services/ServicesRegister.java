package io.proconsul.cli.services;

import io.proconsul.cli.api.ApiCommand;
import io.proconsul.cli.api.Failure;
import io.proconsul.cli.command.Terminal;
import io.proconsul.cli.flag.ListFlag;
import io.proconsul.cli.flag.NumberFlag;
import io.proconsul.cli.flag.PairsFlag;
import io.proconsul.cli.flag.StringFlag;
import io.proconsul.client.ConsulClient;
import io.proconsul.codec.Sink;
import io.proconsul.codec.json.JsonWriter;
import io.proconsul.model.ServiceAddress;
import io.proconsul.model.ServiceDefinition;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code consul services register}: tells the agent of services, from files or from flags. */
public final class ServicesRegister extends ApiCommand {
  private final StringFlag address =
      flags.string("address", "", "The service's address. The default is the node's.");
  private final StringFlag id =
      flags.string("id", "", "The service's id. The default is its name.");
  private final StringFlag kind = flags.string(
      "kind",
      "",
      "What kind of service it is, such as" + " connect-proxy. The default is a plain one.");
  private final PairsFlag meta =
      flags.pairs("meta", "Metadata as key=value. May be given several times.");
  private final StringFlag name = flags.string("name", "", "The service's name.");
  private final NumberFlag port = flags.integer("port", 0, "The service's port.");
  private final StringFlag socket =
      flags.string("socket", "", "The path of the unix socket where the service listens.");
  private final ListFlag tags =
      flags.list("tag", "A tag of the service. May be given several times.");
  private final PairsFlag taggedAddresses = flags.pairs(
      "tagged-address", "A further address as" + " name=address:port. May be given several times.");

  public ServicesRegister() {
    super(Scope.AGENT_NAMESPACE);
  }

  @Override
  protected @Nullable String check(String[] words) {
    if (words.length == 0 && name.get().isEmpty()) {
      return "Service registration requires at least one argument or flags.";
    }
    return words.length > 0 && !name.get().isEmpty()
        ? "Service registration requires arguments or -id, not both."
        : null;
  }

  @Override
  protected int execute(Terminal terminal, ConsulClient client, String[] words) throws Failure {
    if (words.length == 0) {
      JsonWriter json = new JsonWriter();
      write(addresses(), json);
      register(terminal, client, name.get(), json.toBytes());
      return 0;
    }
    for (ServiceDefinition service : Definitions.read(words)) {
      byte[] json = JsonWriter.compact(service, ServiceDefinition.MAPPING::write);
      register(terminal, client, service.name(), json);
    }
    return 0;
  }

  private static void register(Terminal terminal, ConsulClient client, String service, byte[] json)
      throws Failure {
    Failure.unless("Error registering service \"" + service + "\"", () -> {
      client.agent().registerService(json);
      return true;
    });
    terminal.out("Registered service: " + service);
  }

  /** What the flags say, as the API spells it. */
  private void write(Map<String, ServiceAddress> addresses, Sink out) {
    out.beginObject();
    out.fieldUnlessEmpty("Kind", kind.get());
    out.fieldUnlessEmpty("ID", id.get());
    out.field("Name", name.get());
    out.strings("Tags", tags.get());
    out.field("Port", port.get());
    out.fieldUnlessEmpty("Address", address.get());
    out.fieldUnlessEmpty("SocketPath", socket.get());
    out.map("TaggedAddresses", addresses, ServiceAddress.MAPPING::write);
    out.stringMap("Meta", meta.get());
    out.endObject();
  }

  private Map<String, ServiceAddress> addresses() throws Failure {
    Map<String, ServiceAddress> addresses = new LinkedHashMap<>();
    for (Map.Entry<String, String> entry : taggedAddresses.get().entrySet()) {
      String text = entry.getValue();
      int colon = text.lastIndexOf(':');
      try {
        addresses.put(
            entry.getKey(),
            colon < 0
                ? new ServiceAddress(text, 0)
                : new ServiceAddress(
                    text.substring(0, colon), Integer.parseInt(text.substring(colon + 1))));
      } catch (NumberFormatException e) {
        throw new Failure("Error: invalid tagged address \"" + text + "\": the port is no number");
      }
    }
    return addresses;
  }

  @Override
  protected String usage() {
    return """
        Usage: consul services register [options] [FILE...]

          Registers services with the local agent: those that the files define, in HCL
          or JSON as in the agent's configuration,

              $ consul services register web.json

          or a single one that the flags describe.

              $ consul services register -name=web -port=8080 -tag=blue""";
  }
}
