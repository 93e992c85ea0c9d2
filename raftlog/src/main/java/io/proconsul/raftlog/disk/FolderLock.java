package io.proconsul.raftlog.disk;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.proconsul.raftlog.LogException;
import io.proconsul.raftlog.LogException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a second process, or a second log in this one, out of a folder. The file {@code LOCK} holds
 * the owner's process id; the kernel lets go of it however the owner ends.
 */
public final class FolderLock implements AutoCloseable {
  private static final int MAX_PID_BYTES = 32;

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  public static FolderLock take(Path folder) {
    try {
      Files.createDirectories(folder);
      var channel = FileChannel.open(
          folder.resolve("LOCK"),
          StandardOpenOption.CREATE,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE);
      try {
        return take(folder, channel);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new LogException(Reason.DISK, "cannot use the folder " + folder + ": " + e, e);
    }
  }

  private static FolderLock take(Path folder, FileChannel channel) throws IOException {
    try {
      if (channel.tryLock() == null) {
        throw new LogException(
            Reason.LOCKED, folder + " is in use by the process " + owner(channel));
      }
    } catch (OverlappingFileLockException e) {
      throw new LogException(Reason.LOCKED, folder + " is in use by this process", e);
    }
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(US_ASCII)));
    return new FolderLock(channel);
  }

  private static String owner(FileChannel channel) throws IOException {
    var buffer = ByteBuffer.allocate(MAX_PID_BYTES);
    channel.read(buffer, 0);
    var pid = new String(buffer.array(), 0, buffer.position(), US_ASCII).strip();
    return pid.isEmpty() ? "that just started" : pid;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new LogException(Reason.DISK, "cannot release the lock: " + e, e);
    }
  }
}
