package io.proconsul.core.dns;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one message after another into its own buffer, with names cut as Consul's server cuts
 * them. Belongs to one responder. A message beyond any that can be sent is not written to its end.
 */
final class MessageWriter {
  /** No message of this length can be sent, over TCP either. */
  static final int TOO_LONG = 65_536;

  private static final int FIRST_SIZE = 2_048;
  private static final int MAX_NAME = 255;
  private static final int QUESTION_POINTER = 0xc000 | QuestionParser.HEADER;
  private static final int CLASS_IN = 1;
  private static final int CLIENT_SUBNET = 8;
  private static final byte[] NAME_SERVER = {2, 'n', 's'};
  private static final byte[] HOSTMASTER = {10, 'h', 'o', 's', 't', 'm', 'a', 's', 't', 'e', 'r'};

  private final Compression compression = new Compression();
  private final int[] labelStarts = new int[MAX_NAME];
  private final int[] labelHashes = new int[MAX_NAME];
  private byte[] buffer = new byte[FIRST_SIZE];
  private int length;
  private boolean compress;
  private byte[] domain = {0};

  /**
   * Begins a message with its header and question.
   *
   * @param domainName the domain with its root, in the letters that the answer is to have
   */
  void begin(DnsQuestion question, int flags, byte[] domainName, boolean compressNames) {
    compression.clear();
    compress = compressNames;
    domain = domainName;
    length = 0;
    ensure(QuestionParser.HEADER + MAX_NAME + 4);
    Arrays.fill(buffer, 0, QuestionParser.HEADER, (byte) 0);
    put(0, question.id());
    put(2, flags);
    put(4, 1);
    length = QuestionParser.HEADER;
    bytes(question.name());
    if (compress) {
      compressFrom(QuestionParser.HEADER, false);
    }
    number(question.type());
    number(question.recordClass());
  }

  /** A message that is nothing but a header. */
  void header(int id, int flags) {
    Arrays.fill(buffer, 0, QuestionParser.HEADER, (byte) 0);
    put(0, id);
    put(2, flags);
    length = QuestionParser.HEADER;
  }

  void answers(List<DnsRecord> records, int first) {
    count(6, records(records, first));
  }

  void authority(List<DnsRecord> records) {
    count(8, records(records, records.size()));
  }

  void extras(List<DnsRecord> records) {
    count(10, records(records, records.size()));
  }

  /** The domain's SOA record as the answer, or in the authority section. */
  void soa(DnsSettings.Soa soa, boolean asAnswer, long nowSeconds) {
    name(WireName.DOMAIN, true);
    number(RecordType.SOA);
    number(CLASS_IN);
    number32(soa.minTtl());
    int size = length;
    number(0);
    name(NAME_SERVER, true, true);
    name(HOSTMASTER, true, true);
    number32((int) nowSeconds);
    number32(soa.refresh());
    number32(soa.retry());
    number32(soa.expire());
    number32(soa.minTtl());
    put(size, length - size - 2);
    count(asAnswer ? 6 : 8, 1);
  }

  /** EDNS as Consul gives it back: the client's size, and its subnet with scope 0. */
  void edns(DnsQuestion.Edns edns) {
    byte @Nullable [] subnet = edns.clientSubnet();
    ensure(16);
    buffer[length++] = 0;
    number(RecordType.OPT);
    number(edns.udpSize());
    number32(0);
    number(subnet == null ? 0 : subnet.length + 4);
    if (subnet != null) {
      number(CLIENT_SUBNET);
      number(subnet.length);
      bytes(subnet);
    }
    count(10, 1);
  }

  void flag(int bit) {
    put(2, ((buffer[2] & 0xff) << 8 | buffer[3] & 0xff) | bit);
  }

  /** The bytes so far; more than {@link #TOO_LONG} means that there would be more still. */
  int length() {
    return length;
  }

  /** Good until the next message. */
  byte[] buffer() {
    return buffer;
  }

  private int records(List<DnsRecord> records, int first) {
    int written = 0;
    while (written < first && length < TOO_LONG) {
      record(records.get(written++));
    }
    return written;
  }

  private void record(DnsRecord record) {
    name(record.owner(), true);
    number(record.type());
    number(CLASS_IN);
    number32(record.ttl());
    int size = length;
    number(0);
    bytes(record.data());
    WireName name = record.name();
    if (name != null) {
      name(name, record.compressible());
    }
    put(size, length - size - 2);
  }

  private void name(WireName name, boolean mayPoint) {
    if (!name.equals(WireName.QUESTION)) {
      name(name.labels(), name.inDomain(), mayPoint);
    } else if (compress) {
      number(QUESTION_POINTER);
    } else {
      bytes(Arrays.copyOfRange(buffer, QuestionParser.HEADER, questionEnd()));
    }
  }

  private void name(byte[] labels, boolean inDomain, boolean mayPoint) {
    int start = length;
    bytes(labels);
    if (inDomain) {
      bytes(domain);
    } else {
      ensure(1);
      buffer[length++] = 0;
    }
    if (compress) {
      compressFrom(start, mayPoint);
    }
  }

  /**
   * Replaces the longest known end of the name just written by a pointer, and notes its other ends.
   * A name that must stay whole is noted all the same, since others may point at it.
   */
  private void compressFrom(int start, boolean mayPoint) {
    int labels = 0;
    for (int at = start; buffer[at] != 0; at += buffer[at] + 1) {
      labelStarts[labels++] = at;
    }
    int hash = 0;
    for (int i = labels - 1; i >= 0; i--) {
      int from = labelStarts[i];
      for (int at = from; at <= from + buffer[from]; at++) {
        hash = hash * 31 + buffer[at];
      }
      labelHashes[i] = hash;
    }
    for (int i = 0; i < labels; i++) {
      int known = compression.find(labelHashes[i], buffer, labelStarts[i]);
      if (known != 0) {
        if (mayPoint) {
          length = labelStarts[i];
          number(0xc000 | known);
        }
        return;
      }
      compression.add(labelHashes[i], labelStarts[i]);
    }
  }

  private int questionEnd() {
    int at = QuestionParser.HEADER;
    while (buffer[at] != 0) {
      at += buffer[at] + 1;
    }
    return at + 1;
  }

  private void count(int field, int more) {
    put(field, ((buffer[field] & 0xff) << 8 | buffer[field + 1] & 0xff) + more);
  }

  private void bytes(byte[] source) {
    ensure(source.length);
    System.arraycopy(source, 0, buffer, length, source.length);
    length += source.length;
  }

  private void number(int value) {
    ensure(2);
    put(length, value);
    length += 2;
  }

  private void number32(int value) {
    number(value >>> 16);
    number(value & 0xffff);
  }

  private void put(int at, int value) {
    buffer[at] = (byte) (value >>> 8);
    buffer[at + 1] = (byte) value;
  }

  private void ensure(int more) {
    if (buffer.length - length < more) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
    }
  }
}
