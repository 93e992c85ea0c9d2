package io.proconsul.core.connect;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Fields;
import io.proconsul.codec.Value;
import io.proconsul.core.api.ConsulException;
import io.proconsul.model.connect.CaRoot;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What a new root is to be like.
 *
 * @param keyType {@code ec} or {@code rsa}
 * @param keyBits of the curve, or of the modulus
 * @param valid for how long
 */
public record RootRules(String keyType, int keyBits, Duration valid) {
  private static final Map<String, Set<Integer>> BITS =
      Map.of("ec", Set.of(256, 384, 521), "rsa", Set.of(2048, 4096));
  private static final int STANDARD_BITS = 256;
  private static final Duration STANDARD_TTL = Duration.ofDays(3_650);

  private static final Duration STANDARD_LEAF_TTL = Duration.ofDays(3);

  /** Consul takes no shorter one. */
  private static final Duration LEAST_TTL = Duration.ofHours(1);

  /**
   * Reads the provider's part of the authority's configuration.
   *
   * @throws ConsulException.Refused when no such root can be made
   * @throws DecodeException when a field has the wrong type
   */
  public static RootRules of(Value.Obj config) {
    Fields in = new Fields("ConsulCAProviderConfig", config);
    if (!in.string("PrivateKey").isEmpty() || !in.string("RootCert").isEmpty()) {
      throw new ConsulException.Refused(
          "PrivateKey and RootCert: a root of your own is not supported by this version");
    }
    String type = in.string("PrivateKeyType").isEmpty() ? "ec" : in.string("PrivateKeyType");
    int bits = in.has("PrivateKeyBits") ? in.integer("PrivateKeyBits") : STANDARD_BITS;
    Set<Integer> known = BITS.get(type);
    if (known == null) {
      throw new ConsulException.Refused(
          "PrivateKeyType must be \"ec\" or \"rsa\", not \"" + type + "\"");
    }
    if (!known.contains(bits)) {
      throw new ConsulException.Refused("PrivateKeyBits of a key of type \"" + type
          + "\" must be one of " + known.stream().sorted().toList() + ", not " + bits);
    }
    leafTtl(config);
    Duration valid = in.has("RootCertTTL") ? in.duration("RootCertTTL") : STANDARD_TTL;
    if (valid.compareTo(LEAST_TTL) < 0) {
      throw new ConsulException.Refused("RootCertTTL must be at least 1h");
    }
    return new RootRules(type, bits, valid);
  }

  /**
   * How long certificates are valid that the root signs: for twice as long a root is trusted that
   * signs no more.
   *
   * @throws ConsulException.Refused when it is too short
   * @throws DecodeException when it is no duration
   */
  static Duration leafTtl(Value.Obj config) {
    Fields in = new Fields("ConsulCAProviderConfig", config);
    Duration ttl = in.has("LeafCertTTL") ? in.duration("LeafCertTTL") : STANDARD_LEAF_TTL;
    if (ttl.compareTo(LEAST_TTL) < 0) {
      throw new ConsulException.Refused("leaf cert TTL must be greater or equal than 1h0m0s");
    }
    return ttl;
  }

  /** Whether a root is like that already, but for its validity, which holds for new ones. */
  boolean isMetBy(CaRoot root) {
    return root.privateKeyType().equals(keyType) && root.privateKeyBits() == keyBits;
  }
}
