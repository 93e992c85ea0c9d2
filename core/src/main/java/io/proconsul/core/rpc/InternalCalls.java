package io.proconsul.core.rpc;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.catalog.VirtualIpEndpoint;
import io.proconsul.core.catalog.VirtualIpOutcome;
import io.proconsul.core.command.VirtualIpCommand;
import io.proconsul.core.event.EventEndpoint;
import io.proconsul.core.event.EventMessage;
import io.proconsul.core.operation.EventOperation;
import io.proconsul.core.operation.KeyringOperation;
import io.proconsul.core.rpc.form.Form;
import io.proconsul.model.cluster.KeyringResponse;
import io.proconsul.model.cluster.UserEvent;
import java.util.List;
import java.util.Locale;

/** {@code Internal}: events, keys of gossip, and chosen addresses. */
final class InternalCalls {
  private static final int MOST_RELAYS = 5;

  private static final Form<VirtualIpCommand.Outcome> OUTCOME = Form.of(VirtualIpOutcome.MAPPING);
  private static final Form<List<KeyringResponse>> RESPONSES =
      Form.list("Responses", KeyringResponse.MAPPING);

  private InternalCalls() {}

  static Question<VirtualIpCommand.Outcome> submit(VirtualIpCommand command) {
    return Question.of("Internal.AssignManualServiceVIPs", "Service", command.service(), OUTCOME)
        .and(out -> out.strings("ManualVIPs", command.addresses()));
  }

  static Incoming assign(Args args) {
    List<String> addresses = Form.orEmpty(args.in().strings("ManualVIPs"));
    return args.submit(VirtualIpEndpoint.command(args.string("Service"), addresses), "", OUTCOME);
  }

  static Question<?> perform(EventOperation<?> operation) {
    return switch (operation) {
      case EventOperation.Fire(UserEvent event) ->
        Question.of("Internal.EventFire", "Name", event.name(), Form.DONE).and(out -> {
          out.name("Payload");
          out.bytes(EventMessage.payload(event));
        });
    };
  }

  static Incoming fire(Args args) {
    UserEvent event = EventMessage.read(
            0, EventMessage.PREFIX + args.string("Name"), args.in().bytes("Payload"))
        .filter(found -> found.name().equals(args.string("Name")))
        .orElseThrow(() -> new ConsulException.Refused("the payload is not that of the event"));
    EventEndpoint.validate(event);
    return args.perform(new EventOperation.Fire(event), Form.DONE);
  }

  static Question<List<KeyringResponse>> perform(KeyringOperation operation) {
    return Question.of("Internal.KeyringOperation", "Key", operation.key(), RESPONSES)
        .and(out -> {
          out.field("Operation", operation.action().name().toLowerCase(Locale.ROOT));
          out.field("RelayFactor", operation.relayFactor());
          out.field("LocalOnly", operation.localOnly());
          out.field("Forwarded", operation.forwarded());
        });
  }

  static Incoming keyring(Args args) {
    int relays = args.in().integer("RelayFactor");
    if (relays < 0 || relays > MOST_RELAYS) {
      throw new ConsulException.Refused("Relay factor must be in range: [0, 5]");
    }
    return args.perform(
        new KeyringOperation(
            action(args.string("Operation")),
            args.string("Key"),
            relays,
            args.in().bool("LocalOnly"),
            args.in().bool("Forwarded")),
        RESPONSES);
  }

  private static KeyringOperation.Action action(String word) {
    return switch (word) {
      case "list" -> KeyringOperation.Action.LIST;
      case "install" -> KeyringOperation.Action.INSTALL;
      case "use" -> KeyringOperation.Action.USE;
      case "remove" -> KeyringOperation.Action.REMOVE;
      default -> throw new ConsulException.Refused("unknown keyring operation \"" + word + '"');
    };
  }
}
