package io.proconsul.agent.config;

/**
 * The key that gossip begins with.
 *
 * @param key 16, 24 or 32 bytes in base64; empty for none. A keyring in the data folder counts more
 * @param verifyIncoming whether what is not encrypted is refused
 * @param verifyOutgoing whether what is sent is encrypted
 * @param keepKeys whether the keyring is kept in the data folder
 */
public record GossipEncryption(
    String key, boolean verifyIncoming, boolean verifyOutgoing, boolean keepKeys) {
  public static final GossipEncryption NONE = new GossipEncryption("", true, true, true);
}
