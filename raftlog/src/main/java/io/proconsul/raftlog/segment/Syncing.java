package io.proconsul.raftlog.segment;

import java.io.IOException;
import java.nio.channels.FileChannel;

/** Brings a file's bytes to the disk. Tests have one that fails. */
@FunctionalInterface
public interface Syncing {
  Syncing DISK = FileChannel::force;

  /** @param metadata its size and name as well */
  void force(FileChannel channel, boolean metadata) throws IOException;

  /** After an error what was written before may be lost, though it can still be read. */
  final class UnsyncedException extends IOException {
    private static final long serialVersionUID = 1;

    UnsyncedException(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }
}
