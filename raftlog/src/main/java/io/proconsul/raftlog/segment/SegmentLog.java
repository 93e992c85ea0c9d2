package io.proconsul.raftlog.segment;

import io.proconsul.raftlog.LogException;
import io.proconsul.raftlog.LogException.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Entries by index, on disk before {@link #append} returns. Thread-safe. After a failed write
 * nothing more is taken until the log is opened again. If that was for want of room it may be
 * {@link #mend mended} before; after a failed fsync nobody knows what is on the disk.
 */
public final class SegmentLog implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(SegmentLog.class);
  private static final int MAX_KEPT_BUFFER = 4 << 20;

  private final Path folder;
  private final Segment.Shape shape;
  private final List<Segment> segments = new ArrayList<>();
  private final EntryIndex index;
  private ByteBuffer buffer = ByteBuffer.allocateDirect(64 << 10);
  private @Nullable IOException broken;

  /**
   * Opens or begins the log of a folder that nobody else uses.
   *
   * @throws LogException CORRUPT if acknowledged entries are damaged, DISK if the folder is
   *     unusable
   */
  public static SegmentLog open(Path folder, int segmentBytes) {
    return open(folder, segmentBytes, Syncing.DISK);
  }

  /** The same with another way to the disk. */
  public static SegmentLog open(Path folder, int segmentBytes, Syncing syncing) {
    try {
      Files.createDirectories(folder);
      return new SegmentLog(folder, new Segment.Shape(segmentBytes, syncing));
    } catch (IOException e) {
      throw new LogException(Reason.DISK, "cannot use the folder " + folder + ": " + e, e);
    }
  }

  private SegmentLog(Path folder, Segment.Shape shape) throws IOException {
    this.folder = folder;
    this.shape = shape;
    try {
      openSegments();
      dropBeforeReset();
      this.index =
          new EntryIndex(segments.isEmpty() ? 1 : segments.getFirst().header().first());
      new Recovery(index).read(segments);
      if (segments.isEmpty()) {
        begin(1, false);
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void openSegments() throws IOException {
    var files = files();
    for (var file : files) {
      var segment = Segment.open(file, shape);
      if (segment.isPresent()) {
        segments.add(segment.get());
      } else if (file.equals(files.getLast()) && Files.size(file) <= Segment.HEADER) {
        // The process ended while it began this file; frames come only after its header.
        Files.delete(file);
      } else {
        throw new LogException(
            Reason.CORRUPT, "the log file " + file + " has no valid header. " + Advice.about(file));
      }
    }
  }

  private List<Path> files() throws IOException {
    try (var all = Files.list(folder)) {
      return all.filter(file -> Segment.number(file).isPresent())
          .sorted(Comparator.comparing(Path::getFileName))
          .toList();
    }
  }

  private void dropBeforeReset() throws IOException {
    for (var i = segments.size() - 1; i > 0; i--) {
      if (segments.get(i).header().reset()) {
        dropFirst(i);
        return;
      }
    }
  }

  public synchronized long firstIndex() {
    return index.first();
  }

  /** One less than the first index if the log is empty. */
  public synchronized long lastIndex() {
    return index.next() - 1;
  }

  /** Indexes of the entries that were appended as marked. */
  public synchronized List<Long> marked() {
    return index.marked();
  }

  public synchronized Optional<Entry> read(long at) throws IOException {
    if (!index.holds(at)) {
      return Optional.empty();
    }
    var place = index.get(at);
    var content = place.segment().read(place.at(), place.length());
    return Optional.of(new Entry(place.marked(), content));
  }

  /** Appends behind the last entry; all are on disk when this returns, or none counts. */
  public synchronized void append(List<Entry> entries) throws IOException {
    writing(() -> {
      var segment = write(index.next(), entries);
      var at = segment.end() - Frame.size(entries) + Frame.HEADER;
      for (var entry : entries) {
        at += Frame.ENTRY_HEADER;
        var length = entry.content().length;
        index.add(new EntryIndex.Place(segment, at, length, entry.marked()));
        at += length;
      }
    });
  }

  /** Forgets all entries after this one, for good. */
  public synchronized void truncateAfter(long lastKept) throws IOException {
    writing(() -> {
      if (lastKept + 1 < index.next()) {
        write(lastKept + 1, List.of());
        index.cutAt(lastKept + 1);
      }
    });
  }

  /** Forgets all entries before this one; files go as a whole, so disk space may follow later. */
  public synchronized void truncateBefore(long firstKept) throws IOException {
    writing(() -> {
      if (firstKept > index.next()) {
        resetTo(firstKept);
        return;
      }
      index.startAt(Math.max(firstKept, index.first()));
      var gone = 0;
      while (gone + 1 < segments.size() && segments.get(gone + 1).header().first() <= firstKept) {
        gone++;
      }
      dropFirst(gone);
    });
  }

  /** Forgets all entries; the next one appended has this index. */
  public synchronized void reset(long next) throws IOException {
    writing(() -> resetTo(next));
  }

  private void resetTo(long next) throws IOException {
    var old = segments.size();
    begin(next, true);
    index.cutAt(index.first());
    index.startAt(next);
    dropFirst(old);
  }

  private Segment write(long first, List<Entry> entries) throws IOException {
    var size = Math.toIntExact(Frame.size(entries));
    var tail = segments.getLast();
    if (tail.end() > Segment.HEADER && tail.end() + size > shape.segmentBytes()) {
      tail = begin(index.next(), false);
    }
    var frame = buffer(size);
    Frame.write(frame, tail.header().salt(), first, entries);
    tail.append(frame.flip());
    return tail;
  }

  private ByteBuffer buffer(int size) {
    if (size > MAX_KEPT_BUFFER) {
      return ByteBuffer.allocate(size);
    }
    if (size > buffer.capacity()) {
      buffer = ByteBuffer.allocateDirect(Math.max(size, 2 * buffer.capacity()));
    }
    return buffer.clear();
  }

  private Segment begin(long first, boolean reset) throws IOException {
    var number = segments.isEmpty() ? 1 : segments.getLast().header().number() + 1;
    var header = new Segment.Header(number, first, new SecureRandom().nextLong(), reset);
    var segment = Segment.create(folder, header, shape);
    segments.add(segment);
    return segment;
  }

  private void dropFirst(int count) throws IOException {
    for (var i = 0; i < count; i++) {
      segments.removeFirst().delete();
    }
    if (count > 0) {
      Segment.forceFolder(folder, shape.syncing());
    }
  }

  private interface Write {
    void run() throws IOException;
  }

  private void writing(Write write) throws IOException {
    if (broken != null) {
      throw new IOException("an earlier write failed: " + broken.getMessage(), broken);
    }
    try {
      write.run();
    } catch (IOException e) {
      broken = e;
      throw e;
    }
  }

  /**
   * Whether nothing but a write has failed, so that all that was ever appended is on disk, and the
   * log can go on after {@link #mend}. An fsync that finds no room counts: what it did not write is
   * cut off.
   */
  public synchronized boolean isMendable() {
    return broken != null
        && (!(broken instanceof Syncing.UnsyncedException) || isFull(broken.getMessage()));
  }

  /** Whether something failed after which nobody knows what is on the disk. */
  public synchronized boolean isLost() {
    return broken != null && !isMendable();
  }

  /** A quota is a room of its own. In other languages than C's it stays with the failed fsync. */
  private static boolean isFull(@Nullable String message) {
    return message != null
        && (message.contains("No space left on device") || message.contains("Disk quota exceeded"));
  }

  /**
   * Takes off, once the log is closed, what the failed write may have left behind: nobody was told
   * that it is there. After this the log may be opened again, and not before.
   */
  public synchronized void mend() throws IOException {
    if (broken == null) {
      return;
    }
    if (!isMendable()) {
      throw new IOException("the log cannot be mended: " + broken.getMessage(), broken);
    }
    var tail = segments.getLast();
    var known = tail.header().number();
    for (var file : files()) {
      if (Segment.number(file).orElseThrow() > known) {
        Files.delete(file);
      }
    }
    try {
      tail.cutClosed();
      Segment.forceFolder(folder, shape.syncing());
    } catch (Syncing.UnsyncedException e) {
      broken = e;
      throw e;
    }
  }

  /** May be called twice. What was appended is on disk already, so nothing can be lost here. */
  @Override
  public synchronized void close() {
    for (var segment : segments) {
      try {
        segment.close();
      } catch (IOException e) {
        LOG.warn("Closing {} failed", segment.file(), e);
      }
    }
  }
}
