package io.proconsul.model.connect;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Mapping;
import io.proconsul.codec.Sink;

/**
 * The private key of a root. It is in the log and in snapshots, as with Consul's built-in
 * authority, and in no answer.
 *
 * @param rootId of the {@link CaRoot} that it belongs to
 * @param privateKey PKCS #8, PEM
 */
public record CaKey(String rootId, String privateKey) {
  public static final Mapping<CaKey> MAPPING = new Mapping<>() {
    @Override
    public void write(CaKey key, Sink out) {
      out.beginObject();
      out.field("RootID", key.rootId);
      out.field("PrivateKey", key.privateKey);
      out.endObject();
    }

    @Override
    public CaKey read(Fields in) {
      return new CaKey(in.string("RootID"), in.string("PrivateKey"));
    }
  };

  /** Tells nobody the key, wherever it may end up. */
  @Override
  public String toString() {
    return "CaKey[rootId=" + rootId + "]";
  }
}
