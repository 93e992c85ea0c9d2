package io.proconsul.agent.rpc.yamux;

/**
 * Takes frames out of bytes that arrive in pieces of any size. Only a header that is cut off is
 * kept; data is handed on as it comes.
 */
final class FrameReader {
  /** What frames mean. */
  interface Sink {
    void header(int type, int flags, int stream, int length) throws YamuxException;

    /** A part of the data that the last header announced. */
    void data(byte[] bytes, int offset, int length) throws YamuxException;

    /** All data that the last header announced has come, if only none. */
    void dataEnd() throws YamuxException;
  }

  private final Sink sink;
  private final byte[] header = new byte[Frame.HEADER];
  private int headerLength;
  private int remaining;

  FrameReader(Sink sink) {
    this.sink = sink;
  }

  void receive(byte[] bytes, int offset, int length) throws YamuxException {
    int at = offset;
    int end = offset + length;
    while (at < end) {
      if (remaining > 0) {
        int part = Math.min(remaining, end - at);
        remaining -= part;
        sink.data(bytes, at, part);
        at += part;
        if (remaining == 0) {
          sink.dataEnd();
        }
      } else {
        int part = Math.min(Frame.HEADER - headerLength, end - at);
        System.arraycopy(bytes, at, header, headerLength, part);
        headerLength += part;
        at += part;
        if (headerLength == Frame.HEADER) {
          headerLength = 0;
          header();
        }
      }
    }
  }

  private void header() throws YamuxException {
    if (header[0] != 0) {
      throw new YamuxException("invalid protocol version");
    }
    int type = header[1] & 0xff;
    if (type > Frame.GO_AWAY) {
      throw new YamuxException("invalid msg type");
    }
    int flags = (header[2] & 0xff) << 8 | header[3] & 0xff;
    int length = Frame.getInt(header, 8);
    sink.header(type, flags, Frame.getInt(header, 4), length);
    if (type == Frame.DATA) {
      remaining = length;
      if (length == 0) {
        sink.dataEnd();
      }
    }
  }
}
