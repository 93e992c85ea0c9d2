package io.proconsul.core.dns;

import io.proconsul.core.dns.DnsAnswer.Choice;
import io.proconsul.model.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The records of a node: its address, and its metadata as TXT. Pure; made for one look-up. */
final class NodeRecords {
  private static final String PLAIN_KEY = "rfc1035-";

  private final Lookup lookup;
  private final Node node;
  private final int ttl;

  NodeRecords(Lookup lookup, Node node) {
    this.lookup = lookup;
    this.node = node;
    this.ttl = lookup.settings().nodeTtlSeconds();
  }

  /** Without anything of the type asked this is an empty answer, and no SOA comes with it. */
  DnsAnswer answer(int type) {
    List<DnsRecord> answers = new ArrayList<>();
    String external = "";
    byte[] address = IpText.parse(node.address());
    if (address != null) {
      DnsRecord record = DnsRecord.address(WireName.QUESTION, ttl, address);
      if (type == RecordType.ANY || type == record.type()) {
        answers.add(record);
      }
    } else if (type == RecordType.A || type == RecordType.AAAA || type == RecordType.ANY) {
      Choice alias = new Aliases(lookup, ttl).alias(node.address()).orElse(null);
      if (alias != null) {
        answers.addAll(alias.answers());
        external = alias.external();
      }
    }
    List<DnsRecord> texts = metadata(node, WireName.QUESTION, ttl);
    if (type == RecordType.TXT || type == RecordType.ANY) {
      answers.addAll(texts);
      texts = List.of();
    } else if (!lookup.settings().nodeMetaTxt()) {
      texts = List.of();
    }
    return DnsAnswer.of(List.of(new Choice(answers, texts, external)));
  }

  /** {@code key=value} as in RFC 1464, but the value alone where the key says so. */
  static List<DnsRecord> metadata(Node node, WireName owner, int ttl) {
    Map<String, String> meta = node.meta();
    if (meta == null) {
      return List.of();
    }
    List<DnsRecord> records = new ArrayList<>(meta.size());
    meta.forEach((key, value) -> records.add(DnsRecord.text(owner, ttl, text(key, value))));
    return records;
  }

  private static String text(String key, String value) {
    if (key.regionMatches(true, 0, PLAIN_KEY, 0, PLAIN_KEY.length())) {
      return value;
    }
    return quoteBlanks(key.replace("`", "``").replace("=", "`=")) + "=" + value.replace("`", "``");
  }

  /** Blanks at either end of a key are quoted one by one. */
  private static String quoteBlanks(String key) {
    int start = 0;
    while (start < key.length() && isBlank(key.charAt(start))) {
      start++;
    }
    int end = key.length();
    while (end > start && isBlank(key.charAt(end - 1))) {
      end--;
    }
    return quoteEach(key.substring(0, start))
        + key.substring(start, end)
        + quoteEach(key.substring(end));
  }

  private static String quoteEach(String blanks) {
    return blanks.replace(" ", "` ").replace("\t", "`\t");
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
