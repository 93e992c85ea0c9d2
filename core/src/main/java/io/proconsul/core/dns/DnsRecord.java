package io.proconsul.core.dns;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A record whose data are encoded already, except for the name that they may end with: names depend
 * on the question's letters and on compression.
 *
 * @param data what comes before the name
 * @param compressible whether the name may be cut to a pointer, which RFC 2782 forbids for SRV
 */
record DnsRecord(
    WireName owner,
    int type,
    int ttl,
    byte[] data,
    @Nullable WireName name,
    boolean compressible) {
  private static final byte[] NONE = {};
  private static final int MAX_TEXT = 255;
  private static final int IPV4_BYTES = 4;
  private static final int PRIORITY = 1;

  /** A or AAAA, by the length of the address. */
  static DnsRecord address(WireName owner, int ttl, byte[] address) {
    int type = address.length == IPV4_BYTES ? RecordType.A : RecordType.AAAA;
    return new DnsRecord(owner, type, ttl, address, null, false);
  }

  static DnsRecord alias(WireName owner, int ttl, WireName target) {
    return new DnsRecord(owner, RecordType.CNAME, ttl, NONE, target, true);
  }

  static DnsRecord pointer(WireName target) {
    return new DnsRecord(WireName.QUESTION, RecordType.PTR, 0, NONE, target, true);
  }

  static DnsRecord nameServer(int ttl, WireName target) {
    return new DnsRecord(WireName.DOMAIN, RecordType.NS, ttl, NONE, target, true);
  }

  static DnsRecord service(int ttl, int weight, int port, WireName target) {
    byte[] data = {0, PRIORITY, (byte) (weight >> 8), (byte) weight, (byte) (port >> 8), (byte) port
    };
    return new DnsRecord(WireName.QUESTION, RecordType.SRV, ttl, data, target, false);
  }

  /** One string, parted where it is longer than a character-string may be. */
  static DnsRecord text(WireName owner, int ttl, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream data = new ByteArrayOutputStream(bytes.length + 1);
    int from = 0;
    do {
      int length = Math.min(MAX_TEXT, bytes.length - from);
      data.write(length);
      data.write(bytes, from, length);
      from += length;
    } while (from < bytes.length);
    return new DnsRecord(owner, RecordType.TXT, ttl, data.toByteArray(), null, false);
  }

  DnsRecord ownedBy(WireName newOwner) {
    return new DnsRecord(newOwner, type, ttl, data, name, compressible);
  }

  DnsRecord withTtl(int newTtl) {
    return new DnsRecord(owner, type, newTtl, data, name, compressible);
  }
}
