package io.proconsul.core.dns;

import io.proconsul.core.dns.DnsAnswer.Choice;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.HealthEntry;
import io.proconsul.model.Node;
import io.proconsul.model.Weights;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The records of a service's instances. Pure; made for one look-up. */
final class ServiceRecords {
  private static final int MAX_WEIGHT = 65_535;

  private final Lookup lookup;
  private final int ttl;
  private final Aliases aliases;

  ServiceRecords(Lookup lookup, String service) {
    this(lookup, lookup.settings().serviceTtlSeconds(service));
  }

  ServiceRecords(Lookup lookup, int ttl) {
    this.lookup = lookup;
    this.ttl = ttl;
    this.aliases = new Aliases(lookup, ttl);
  }

  DnsAnswer answer(List<HealthEntry> instances, int type) {
    if (instances.isEmpty()) {
      return DnsAnswer.nameError();
    }
    DnsAnswer answer = type == RecordType.SRV ? locations(instances) : addresses(instances, type);
    return answer.choices().isEmpty() ? DnsAnswer.noData() : answer;
  }

  /** Addresses, each once; one alias only if there are none, since a name can have but one. */
  private DnsAnswer addresses(List<HealthEntry> instances, int type) {
    Set<ByteBuffer> seen = new HashSet<>();
    List<Choice> addresses = new ArrayList<>();
    Set<String> aliasNames = new HashSet<>();
    List<Choice> aliased = new ArrayList<>();
    for (HealthEntry entry : instances) {
      String text = addressOf(entry);
      byte[] address = IpText.parse(text);
      if (address == null) {
        if (aliasNames.add(text)) {
          aliases.alias(text).ifPresent(aliased::add);
        }
      } else if (isWanted(address, type) && seen.add(ByteBuffer.wrap(address))) {
        DnsRecord record = DnsRecord.address(WireName.QUESTION, ttl, address);
        addresses.add(new Choice(List.of(record), List.of()));
      }
    }
    if (addresses.isEmpty()) {
      return DnsAnswer.of(aliased).atMost(1);
    }
    int limit = lookup.settings().aRecordLimit();
    return DnsAnswer.of(addresses).atMost(limit > 0 ? limit : Integer.MAX_VALUE);
  }

  /** Consul takes a question for TXT on a service as one for any address. */
  private static boolean isWanted(byte[] address, int type) {
    return switch (type) {
      case RecordType.A -> address.length == IpText.IPV4_BYTES;
      case RecordType.AAAA -> address.length == IpText.IPV6_BYTES;
      case RecordType.ANY, RecordType.TXT -> true;
      default -> false;
    };
  }

  private DnsAnswer locations(List<HealthEntry> instances) {
    record Location(String node, String address, int port) {}
    Set<Location> seen = new HashSet<>();
    List<Choice> choices = new ArrayList<>();
    for (HealthEntry entry : instances) {
      int port = entry.service().port();
      if (seen.add(new Location(entry.node().node(), addressOf(entry), port))) {
        location(entry).ifPresent(choices::add);
      }
    }
    return DnsAnswer.of(choices);
  }

  /** An SRV record; beside it the address of its target, and what is known of the node. */
  private Optional<Choice> location(HealthEntry entry) {
    String text = addressOf(entry);
    byte[] address = IpText.parse(text);
    Optional<WireName> target =
        address == null ? WireName.absolute(text) : targetName(entry, address);
    return target.map(name -> {
      Aliases.Followed followed = address == null ? aliases.follow(text) : Aliases.Followed.NOTHING;
      List<DnsRecord> extras = new ArrayList<>(followed.records());
      if (address != null) {
        extras.add(DnsRecord.address(name, ttl, address));
      }
      extras.addAll(metadata(entry.node()));
      DnsRecord record = DnsRecord.service(ttl, weight(entry), entry.service().port(), name);
      return new Choice(List.of(record), extras, followed.external());
    });
  }

  private Optional<WireName> targetName(HealthEntry entry, byte[] address) {
    return entry.service().address().isEmpty()
        ? lookup.nodeName(entry.node())
        : WireName.inDomain(IpText.hex(address) + ".addr." + lookup.datacenter(entry.node()));
  }

  private List<DnsRecord> metadata(Node node) {
    return lookup.settings().nodeMetaTxt()
        ? lookup
            .nodeName(node)
            .map(name -> NodeRecords.metadata(node, name, ttl))
            .orElseGet(List::of)
        : List.of();
  }

  private static String addressOf(HealthEntry entry) {
    String own = entry.service().address();
    return own.isEmpty() ? entry.node().address() : own;
  }

  private static int weight(HealthEntry entry) {
    Weights given = entry.service().weights();
    boolean none = given.passing() == 0 && given.warning() == 0;
    Weights weights = none ? Weights.DEFAULT : given;
    boolean warning =
        entry.checks().stream().anyMatch(check -> check.status().equals(HealthCheck.WARNING));
    return Math.clamp(warning ? weights.warning() : weights.passing(), 0, MAX_WEIGHT);
  }
}
