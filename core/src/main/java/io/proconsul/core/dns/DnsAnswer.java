package io.proconsul.core.dns;

import java.util.List;

/**
 * All that may go into the answers to one question, whoever asks and however often: it holds as
 * long as the tables that it comes from. Each answer is a fresh pick among the choices, except
 * where their order counts.
 *
 * @param soa where the SOA record goes
 * @param choices parts of the answer: an instance each, say
 * @param most how many choices at most
 * @param elsewhere whether a recursor, if there is one, is to answer instead
 * @param ordered whether the choices come in the order that they are to have
 * @param domainLength see {@link DnsName.Placed}
 */
record DnsAnswer(
    int code,
    Soa soa,
    List<Choice> choices,
    int most,
    boolean elsewhere,
    boolean ordered,
    int domainLength) {
  enum Soa {
    NONE,
    /** The choices then go into the authority section. */
    ANSWER,
    AUTHORITY
  }

  /**
   * Records that come together.
   *
   * @param external a name outside the domain that a recursor could follow; empty for none
   */
  record Choice(List<DnsRecord> answers, List<DnsRecord> extras, String external) {
    Choice {
      answers = List.copyOf(answers);
      extras = List.copyOf(extras);
    }

    Choice(List<DnsRecord> answers, List<DnsRecord> extras) {
      this(answers, extras, "");
    }
  }

  DnsAnswer {
    choices = List.copyOf(choices);
  }

  static DnsAnswer of(List<Choice> choices) {
    return new DnsAnswer(
        ResponseCode.NO_ERROR, Soa.NONE, choices, Integer.MAX_VALUE, false, false, 0);
  }

  /** No such name. */
  static DnsAnswer nameError() {
    return new DnsAnswer(ResponseCode.NAME_ERROR, Soa.AUTHORITY, List.of(), 0, false, false, 0);
  }

  /** The name is there, with nothing of the type that was asked. */
  static DnsAnswer noData() {
    return new DnsAnswer(ResponseCode.NO_ERROR, Soa.AUTHORITY, List.of(), 0, false, false, 0);
  }

  /** Not ours to answer. */
  static DnsAnswer refused() {
    return new DnsAnswer(ResponseCode.REFUSED, Soa.NONE, List.of(), 0, true, false, 0);
  }

  DnsAnswer orElsewhere() {
    return new DnsAnswer(code, soa, choices, most, true, ordered, domainLength);
  }

  DnsAnswer atMost(int limit) {
    return new DnsAnswer(code, soa, choices, limit, elsewhere, ordered, domainLength);
  }

  DnsAnswer withOrder(boolean newOrdered) {
    return new DnsAnswer(code, soa, choices, most, elsewhere, newOrdered, domainLength);
  }

  DnsAnswer withSoa(Soa place) {
    return new DnsAnswer(code, place, choices, most, elsewhere, ordered, domainLength);
  }

  DnsAnswer placedAt(int newDomainLength) {
    return new DnsAnswer(code, soa, choices, most, elsewhere, ordered, newDomainLength);
  }

  /** What this costs to keep. */
  int records() {
    int count = 1;
    for (Choice choice : choices) {
      count += choice.answers().size() + choice.extras().size();
    }
    return count;
  }
}
