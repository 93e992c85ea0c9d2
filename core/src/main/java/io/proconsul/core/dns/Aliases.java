package io.proconsul.core.dns;

import io.proconsul.core.dns.DnsAnswer.Choice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Follows addresses that are names: within the domain here, others are left to a recursor. Pure;
 * made for one look-up, whose depth bounds the way.
 *
 * @param ttl what the records get that are found on the way
 */
record Aliases(Lookup lookup, int ttl) {
  /** How many records a name may add to an answer. */
  static final int MOST_RECORDS = 5;

  /** What was found, or the name that a recursor must follow. */
  record Followed(List<DnsRecord> records, String external) {
    static final Followed NOTHING = new Followed(List.of(), "");
  }

  /** A CNAME record and what its target leads to; empty when the text cannot be a name. */
  Optional<Choice> alias(String target) {
    return WireName.absolute(target).map(name -> {
      Followed followed = follow(target);
      List<DnsRecord> answers = new ArrayList<>();
      answers.add(DnsRecord.alias(WireName.QUESTION, ttl, name));
      answers.addAll(followed.records());
      return new Choice(answers, List.of(), followed.external());
    });
  }

  Followed follow(String target) {
    Optional<WireName> name = WireName.absolute(target);
    if (name.isEmpty() || lookup.depth() <= 1) {
      return Followed.NOTHING;
    }
    byte[] labels = name.get().labels();
    byte[] wire = Arrays.copyOf(labels, labels.length + 1);
    DnsName parsed = DnsName.parse(wire, RecordType.ANY, lookup.settings()).name();
    return switch (parsed) {
      case DnsName.Outside _, DnsName.Reverse _ -> {
        boolean recursor = lookup.settings().recursion();
        yield recursor ? new Followed(List.of(), target) : Followed.NOTHING;
      }
      case DnsName.Service _,
          DnsName.Connect _,
          DnsName.Query _,
          DnsName.Node _,
          DnsName.Address _,
          DnsName.Virtual _,
          DnsName.Unknown _ -> within(wire, name.get());
    };
  }

  private Followed within(byte[] wire, WireName owner) {
    Lookup next =
        new Lookup(lookup.source(), lookup.settings(), lookup.watches(), lookup.depth() - 1);
    List<DnsRecord> records = new ArrayList<>();
    String external = "";
    DnsAnswer answer = next.answer(wire, RecordType.ANY);
    for (Choice choice : answer.choices().stream().limit(answer.most()).toList()) {
      choice.answers().stream()
          .map(record -> record.owner().equals(WireName.QUESTION) ? record.ownedBy(owner) : record)
          .map(record -> record.withTtl(ttl))
          .forEach(records::add);
      external = choice.external();
    }
    return new Followed(records.subList(0, Math.min(records.size(), MOST_RECORDS)), external);
  }
}
