package io.proconsul.raftlog.jraft;

import io.proconsul.raftlog.LogException;
import io.proconsul.raftlog.disk.FolderLock;
import io.proconsul.raftlog.segment.SegmentLog;
import java.nio.file.Files;

/** What a log's folder holds before the log is started. */
public final class RaftFolder {
  private RaftFolder() {}

  /**
   * Whether a log would go on with what is there, whatever {@link StartMode} says: entries, or a
   * {@code peers.json} to recover with.
   *
   * @throws LogException LOCKED, CORRUPT or DISK when that cannot be told
   */
  public static boolean isUsed(JRaftSettings settings) {
    if (!Files.isDirectory(settings.logFolder()) || Files.exists(settings.peersFile())) {
      return Files.exists(settings.peersFile());
    }
    try (var _ = FolderLock.take(settings.folder());
        SegmentLog files = SegmentLog.open(settings.logFolder(), settings.segmentBytes())) {
      return files.lastIndex() > 0;
    }
  }
}
