package io.proconsul.core.dns;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How much of an answer a client gets, as Consul has it: by count where the client takes but 512
 * bytes, by size else. A cut answer loses what no SRV record in it needs, EDNS included. Pure.
 */
final class Truncation {
  /** More than this never goes out over plain UDP, whatever is configured. */
  private static final int MOST_ON_PLAIN_UDP = 8;

  private static final int MOST_RECORDS = 4_096;
  private static final int MOST_LOCATIONS = 1_024;
  private static final int UDP_HEADER = 8;
  private static final int MAX_DATAGRAM = 65_535 - 68;
  private static final int MAX_TCP = 65_523;

  private Truncation() {}

  static boolean isPlainUdp(DnsQuestion question, boolean overTcp) {
    return !overTcp && question.udpSize() == DnsQuestion.MAX_PLAIN_UDP;
  }

  static int mostAnswers(DnsQuestion question, boolean overTcp, DnsSettings settings) {
    if (isPlainUdp(question, overTcp)) {
      return Math.min(MOST_ON_PLAIN_UDP, settings.udpAnswerLimit());
    }
    return question.type() == RecordType.SRV ? MOST_LOCATIONS : MOST_RECORDS;
  }

  static int mostBytes(DnsQuestion question, boolean overTcp) {
    return overTcp ? MAX_TCP : Math.min(question.udpSize(), MAX_DATAGRAM) - UDP_HEADER;
  }

  /** Of the additional records those that the SRV answers lead to, each target once. */
  static List<DnsRecord> needed(List<DnsRecord> answers, List<DnsRecord> extras) {
    if (extras.isEmpty()) {
      return extras;
    }
    Map<WireName, DnsRecord> byOwner = HashMap.newHashMap(extras.size());
    for (DnsRecord extra : extras) {
      byOwner.putIfAbsent(extra.owner(), extra);
    }
    List<DnsRecord> kept = new ArrayList<>(answers.size());
    Set<WireName> seen = HashSet.newHashSet(answers.size());
    for (DnsRecord answer : answers) {
      WireName target = answer.type() == RecordType.SRV ? answer.name() : null;
      while (target != null && seen.add(target)) {
        DnsRecord extra = byOwner.get(target);
        if (extra != null) {
          kept.add(extra);
        }
        target = extra == null ? null : extra.name();
      }
    }
    return kept;
  }
}
