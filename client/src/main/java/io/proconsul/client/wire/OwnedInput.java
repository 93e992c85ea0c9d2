package io.proconsul.client.wire;

import java.io.FilterInputStream;
import java.io.InputStream;

/** A body whose reader owns the connection beneath it. */
final class OwnedInput extends FilterInputStream {
  private final Link link;

  OwnedInput(InputStream body, Link link) {
    super(body);
    this.link = link;
  }

  @Override
  public void close() {
    link.close();
  }
}
