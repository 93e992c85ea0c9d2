package io.proconsul.raftlog.disk;

import io.proconsul.raftlog.LogException;
import io.proconsul.raftlog.LogException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Finds out whether a disk has room by taking it: what a disk says of itself holds for nobody. */
public final class Room {
  private static final String NAME = "room";
  private static final int PIECE = 64 << 10;

  private Room() {}

  /** @throws IOException in the system's words when so many bytes cannot be written */
  public static void check(Path folder, int bytes) throws IOException {
    var file = folder.resolve(NAME);
    try (var channel = FileChannel.open(
        file,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE)) {
      for (var left = bytes; left > 0; ) {
        left -= channel.write(ByteBuffer.allocate(Math.min(left, PIECE)));
      }
      channel.force(true);
    } finally {
      clear(folder);
    }
  }

  /** Removes what a process left that was killed while it looked. */
  public static void clear(Path folder) {
    try {
      Files.deleteIfExists(folder.resolve(NAME));
    } catch (IOException e) {
      throw new LogException(
          Reason.DISK, "cannot remove " + folder.resolve(NAME) + ": " + e.getMessage(), e);
    }
  }
}
