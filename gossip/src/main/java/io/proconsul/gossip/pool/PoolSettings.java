package io.proconsul.gossip.pool;

import io.proconsul.gossip.serf.SerfSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pool's settings. {@link #of} gives those that most need; {@code withX} changes one.
 *
 * @param nodeName unique in the pool
 * @param tags what the others learn about this node; at most 512 bytes encoded
 */
public record PoolSettings(
    String nodeName,
    Map<String, String> tags,
    Addresses addresses,
    Encryption encryption,
    Tuning tuning,
    SerfSettings serf,
    Rejoin rejoin) {
  /**
   * Where the pool listens, TCP and UDP on one port, and where the others find it.
   *
   * @param bindHost an IP address
   * @param bindPort 0 for any; also where a join goes when its host has no port, unless it is 0
   * @param advertiseHost an IP address; empty for the one bound
   * @param advertisePort 0 for the one bound
   * @param allowedCidrs who may be a member; empty for everybody
   */
  public record Addresses(
      String bindHost,
      int bindPort,
      String advertiseHost,
      int advertisePort,
      List<String> allowedCidrs) {
    public Addresses {
      allowedCidrs = List.copyOf(allowedCidrs);
    }

    public static Addresses bind(String host, int port) {
      return new Addresses(host, port, "", 0, List.of());
    }
  }

  /**
   * Keys of 16, 24 or 32 bytes in base64.
   *
   * @param keys the first encrypts, all decrypt; none for no encryption
   * @param verifyIncoming whether what is not encrypted is refused
   * @param verifyOutgoing whether what is sent is encrypted
   * @param file where changes of the keyring are kept ({@code serf/local.keyring}); it is written
   *     only, the caller reads it with {@link KeyringFile} and passes its keys
   */
  public record Encryption(
      List<String> keys,
      boolean verifyIncoming,
      boolean verifyOutgoing,
      @Nullable Path file) {
    public static final Encryption NONE = new Encryption(List.of(), true, true, null);

    public Encryption {
      keys = List.copyOf(keys);
    }
  }

  /**
   * Members to join again after a restart.
   *
   * @param snapshot the file ({@code serf/local.snapshot}); null keeps nothing
   * @param afterLeave whether to join again also after having left
   */
  public record Rejoin(@Nullable Path snapshot, boolean afterLeave) {
    public static final Rejoin NONE = new Rejoin(null, false);
  }

  public PoolSettings {
    tags = Map.copyOf(tags);
  }

  /** Not encrypted, tuned for a LAN, nothing on disk. */
  public static PoolSettings of(String nodeName, Addresses addresses) {
    return new PoolSettings(
        nodeName,
        Map.of(),
        addresses,
        Encryption.NONE,
        Tuning.LAN,
        SerfSettings.CONSUL,
        Rejoin.NONE);
  }

  public PoolSettings withTags(Map<String, String> newTags) {
    return new PoolSettings(nodeName, newTags, addresses, encryption, tuning, serf, rejoin);
  }

  public PoolSettings withAddresses(Addresses newAddresses) {
    return new PoolSettings(nodeName, tags, newAddresses, encryption, tuning, serf, rejoin);
  }

  public PoolSettings withEncryption(Encryption newEncryption) {
    return new PoolSettings(nodeName, tags, addresses, newEncryption, tuning, serf, rejoin);
  }

  public PoolSettings withTuning(Tuning newTuning) {
    return new PoolSettings(nodeName, tags, addresses, encryption, newTuning, serf, rejoin);
  }

  public PoolSettings withSerf(SerfSettings newSerf) {
    return new PoolSettings(nodeName, tags, addresses, encryption, tuning, newSerf, rejoin);
  }

  public PoolSettings withRejoin(Rejoin newRejoin) {
    return new PoolSettings(nodeName, tags, addresses, encryption, tuning, serf, newRejoin);
  }
}
