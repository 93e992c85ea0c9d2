package io.proconsul.core.snapshot;

import java.io.IOException;

/** Bytes that are no snapshot, or not a whole one; the message is fit for an operator. */
public final class SnapshotException extends IOException {
  private static final long serialVersionUID = 1L;

  SnapshotException(String message) {
    super(message);
  }
}
