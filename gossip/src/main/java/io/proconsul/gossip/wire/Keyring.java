package io.proconsul.gossip.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a pool, immutable: the first one encrypts, all are tried on what comes. So a pool
 * changes its key without a gap: install everywhere, use everywhere, remove everywhere.
 */
public final class Keyring {
  private final List<AesKey> keys;

  private Keyring(List<AesKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * @param primary 16, 24 or 32 bytes, for AES-128, 192 or 256
   * @throws IllegalArgumentException in memberlist's words for a key of another size
   */
  public static Keyring of(byte[] primary, byte[]... others) {
    Keyring keyring = new Keyring(List.of(new AesKey(primary)));
    for (byte[] key : others) {
      keyring = keyring.add(key);
    }
    return keyring;
  }

  /** @throws IllegalArgumentException in memberlist's words for a key of another size */
  public Keyring add(byte[] key) {
    if (has(key)) {
      return this;
    }
    List<AesKey> more = new ArrayList<>(keys);
    more.add(new AesKey(key));
    return new Keyring(more);
  }

  /** @throws IllegalArgumentException in memberlist's words when the key was not added before */
  public Keyring use(byte[] key) {
    List<AesKey> order = new ArrayList<>(keys.size());
    for (AesKey each : keys) {
      order.add(each.is(key) ? 0 : order.size(), each);
    }
    if (!order.getFirst().is(key)) {
      throw new IllegalArgumentException("Requested key is not in the keyring");
    }
    return new Keyring(order);
  }

  /** @throws IllegalArgumentException in memberlist's words for the key in use */
  public Keyring remove(byte[] key) {
    if (keys.getFirst().is(key)) {
      throw new IllegalArgumentException("Removing the primary key is not allowed");
    }
    return new Keyring(keys.stream().filter(each -> !each.is(key)).toList());
  }

  public boolean has(byte[] key) {
    return keys.stream().anyMatch(each -> each.is(key));
  }

  /** The keys, the one in use first. */
  public List<byte[]> keys() {
    return keys.stream().map(AesKey::bytes).toList();
  }

  AesKey primary() {
    return keys.getFirst();
  }

  List<AesKey> all() {
    return keys;
  }

  /** Tells no key. */
  @Override
  public String toString() {
    return "Keyring of " + keys.size();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Keyring that
        && keys.size() == that.keys.size()
        && Arrays.deepEquals(keys().toArray(), that.keys().toArray());
  }

  @Override
  public int hashCode() {
    return keys.size();
  }
}
