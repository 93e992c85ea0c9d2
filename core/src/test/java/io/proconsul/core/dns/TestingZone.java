package io.proconsul.core.dns;

import io.proconsul.core.command.CatalogCommand;
import io.proconsul.core.command.Command;
import io.proconsul.core.command.Stamped;
import io.proconsul.core.run.StateMachine;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.Node;
import io.proconsul.model.ServiceAddress;
import io.proconsul.model.ServiceInstance;
import io.proconsul.model.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * A catalog and its DNS, asked by dnsjava; answers are text, sorted where their order is random.
 */
final class TestingZone {
  static final long NOW = 1_700_000_000;

  private final StateMachine machine = new StateMachine();
  private final DnsResolver resolver;
  private final DnsResponder responder;
  private long index;

  TestingZone(DnsSettings settings) {
    resolver = new DnsResolver(machine::tables, settings);
    responder = new DnsResponder(resolver, new SplittableRandom(7), () -> NOW);
  }

  static TestingZone plain() {
    return new TestingZone(DnsSettings.defaults("dc1"));
  }

  DnsResponder responder() {
    return responder;
  }

  DnsResolver resolver() {
    return resolver;
  }

  TestingZone node(String name, String address, String... meta) {
    return register(name, address, null, List.of(), meta);
  }

  /** {@code id} and {@code service} are one. */
  TestingZone instance(String node, String nodeAddress, String service, int port) {
    return instance(node, nodeAddress, ServiceInstance.of(service, service, port));
  }

  TestingZone instance(String node, String nodeAddress, ServiceInstance service) {
    return register(node, nodeAddress, service, List.of());
  }

  TestingZone check(String node, String nodeAddress, String serviceId, String status) {
    HealthCheck check = HealthCheck.of(node, "c-" + serviceId, "c", status)
        .withService(serviceId, serviceId, List.of());
    return register(node, nodeAddress, null, List.of(check));
  }

  TestingZone register(
      String node,
      String address,
      @Nullable ServiceInstance service,
      List<HealthCheck> checks,
      String... meta) {
    Map<String, String> pairs = new TreeMap<>();
    for (int i = 0; i < meta.length; i += 2) {
      pairs.put(meta[i], meta[i + 1]);
    }
    Node at = new Node("", node, address, "dc1", null, pairs.isEmpty() ? null : pairs, 0, 0);
    machine.apply(
        ++index, new Stamped(new CatalogCommand.Register(at, service, checks, false), NOW));
    return this;
  }

  TestingZone apply(Command<?> command) {
    machine.apply(++index, new Stamped(command, NOW));
    return this;
  }

  TestingZone deregister(String node, String serviceId) {
    machine.apply(++index, new Stamped(new CatalogCommand.Deregister(node, serviceId, ""), NOW));
    return this;
  }

  static ServiceInstance at(String id, String service, String address, int port, String... tags) {
    ServiceInstance plain = ServiceInstance.of(id, service, port);
    return new ServiceInstance(
        "",
        id,
        service,
        List.of(tags),
        address,
        Map.<String, ServiceAddress>of(),
        Map.of(),
        port,
        "",
        Weights.DEFAULT,
        false,
        plain.proxy(),
        plain.connect(),
        null,
        0,
        0);
  }

  /** The code and flags, then a line for each record, led by {@code ns} or {@code more}. */
  List<String> ask(String name, String type) {
    return text(query(name, type, false, 0));
  }

  Message query(String name, String type, boolean tcp, int edns) {
    return query(name, type, tcp, edns, message -> message);
  }

  Message query(String name, String type, boolean tcp, int edns, UnaryOperator<Message> change) {
    try {
      Record question =
          Record.newRecord(Name.fromString(name, Name.root), Type.value(type), DClass.IN);
      Message query = Message.newQuery(question);
      if (edns > 0) {
        query.addRecord(new OPTRecord(edns, 0, 0), Section.ADDITIONAL);
      }
      return new Message(answer(change.apply(query).toWire(), tcp));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] answer(byte[] query, boolean tcp) {
    return bytes(responder.respond(query, query.length, tcp), query, tcp);
  }

  private byte[] bytes(DnsResponder.Verdict verdict, byte[] query, boolean tcp) {
    return switch (verdict) {
      case DnsResponder.Verdict.Answered(int length) -> Arrays.copyOf(responder.buffer(), length);
      case DnsResponder.Verdict.Ignored _ -> new byte[0];
      case DnsResponder.Verdict.Ask _ ->
        bytes(responder.respondPatiently(query, query.length, tcp), query, tcp);
      case DnsResponder.Verdict.Recurse(DnsQuestion question) ->
        throw new AssertionError("recurse for " + question.nameText());
      case DnsResponder.Verdict.Follow(var _, var names) ->
        throw new AssertionError("follow " + names);
    };
  }

  static List<String> text(Message message) {
    StringBuilder head = new StringBuilder(Rcode.string(message.getRcode()));
    for (int flag : new int[] {Flags.AA, Flags.TC, Flags.RD, Flags.RA}) {
      if (message.getHeader().getFlag(flag)) {
        head.append(' ').append(Flags.string(flag));
      }
    }
    return Stream.of(
            Stream.of(head.toString()),
            section(message, Section.ANSWER, ""),
            section(message, Section.AUTHORITY, "ns "),
            section(message, Section.ADDITIONAL, "more "))
        .flatMap(lines -> lines)
        .toList();
  }

  private static Stream<String> section(Message message, int section, String lead) {
    return message.getSection(section).stream()
        .filter(record -> record.getType() != Type.OPT)
        .map(record -> lead
            + record.getName()
            + " "
            + record.getTTL()
            + " "
            + Type.string(record.getType())
            + " "
            + record.rdataToString())
        .sorted();
  }
}
