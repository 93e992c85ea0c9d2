package io.proconsul.raftlog.segment;

import io.proconsul.raftlog.LogException;
import io.proconsul.raftlog.LogException.Reason;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the segments of a log at its start and fills the index. An unfinished write at the very end
 * is cut off, since it was never acknowledged; damage before valid frames is refused.
 */
final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  private final EntryIndex index;

  Recovery(EntryIndex index) {
    this.index = index;
  }

  /** The segments in order, none before the last reset. */
  void read(List<Segment> segments) throws IOException {
    for (var i = 0; i < segments.size(); i++) {
      var segment = segments.get(i);
      if (segment.header().first() != index.next()) {
        throw new LogException(
            Reason.CORRUPT,
            "the log has a gap before " + segment.file() + ": it starts with entry "
                + segment.header().first() + ", but entry " + index.next() + " comes next. "
                + Advice.about(segment.file()));
      }
      read(segment, i == segments.size() - 1);
    }
  }

  private void read(Segment segment, boolean last) throws IOException {
    try (var arena = Arena.ofConfined()) {
      var size = segment.channel().size();
      var bytes =
          segment.channel().map(FileChannel.MapMode.READ_ONLY, 0, size, arena).asByteBuffer();
      var at = Segment.HEADER;
      var salt = segment.header().salt();
      for (var length = Frame.validLength(bytes, at, salt);
          length > 0;
          length = Frame.validLength(bytes, at, salt)) {
        take(segment, bytes, at);
        at += length;
      }
      segment.endsAt(at);
      if (isZero(bytes, at)) {
        return;
      }
      if (!last || validFrameAfter(bytes, at, salt)) {
        throw damaged(segment, at);
      }
    }
    LOG.warn(
        "Dropped an unfinished write at byte {} of {}; it was never acknowledged",
        segment.end(),
        segment.file());
    segment.cut();
  }

  private void take(Segment segment, ByteBuffer bytes, int at) {
    var first = Frame.firstIndex(bytes, at);
    if (first > index.next()) {
      throw damaged(segment, at);
    }
    // May lie before the first file that is left, whose frames then replaced those of dropped ones.
    index.cutAt(first);
    var position = at + Frame.HEADER;
    for (var i = 0; i < Frame.count(bytes, at); i++) {
      var marked = bytes.get(position) == 1;
      var length = bytes.getInt(position + 1);
      position += Frame.ENTRY_HEADER;
      index.add(new EntryIndex.Place(segment, position, length, marked));
      position += length;
    }
  }

  private static boolean isZero(ByteBuffer bytes, int from) {
    for (var i = from; i < bytes.limit(); i++) {
      if (bytes.get(i) != 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean validFrameAfter(ByteBuffer bytes, int damage, long salt) {
    for (var at = damage + 1; at <= bytes.limit() - Frame.HEADER; at++) {
      if (Frame.validLength(bytes, at, salt) > 0) {
        return true;
      }
    }
    return false;
  }

  private static LogException damaged(Segment segment, int at) {
    return new LogException(
        Reason.CORRUPT,
        "the log file " + segment.file() + " is damaged at byte " + at
            + ", before entries that were acknowledged. "
            + Advice.about(segment.file()));
  }
}
