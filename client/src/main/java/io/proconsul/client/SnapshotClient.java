package io.proconsul.client;

import io.proconsul.client.wire.Upload;
import java.io.InputStream;

/** The whole state. Obtained from {@link ConsulClient#snapshot}; as free to share. */
public final class SnapshotClient {
  private static final String PATH = "/v1/snapshot";
  private final ConsulClient client;

  SnapshotClient(ConsulClient client) {
    this.client = client;
  }

  /** The archive, as it comes; the caller closes it. */
  public InputStream save(QueryOptions options) {
    return client.stream(Call.get(PATH).with(options));
  }

  /**
   * Replaces the whole state of a datacenter.
   *
   * @param archive of that many bytes; read here, but not closed
   */
  public void restore(InputStream archive, long size) {
    client.sendOk(Call.put(PATH, new Upload(archive, size)));
  }
}
