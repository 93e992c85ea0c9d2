package io.proconsul.agent.rpc.yamux;

/** The twelve bytes before everything: version, type, flags, stream and length, big endian. */
final class Frame {
  static final int HEADER = 12;

  static final int DATA = 0;
  static final int WINDOW_UPDATE = 1;
  static final int PING = 2;
  static final int GO_AWAY = 3;

  static final int SYN = 1;
  static final int ACK = 2;
  static final int FIN = 4;
  static final int RST = 8;

  /** What each side may send on a stream before it hears more; version 0 has no other. */
  static final int WINDOW = 256 * 1024;

  private Frame() {}

  /** Writes a header and tells where it ends. */
  static int put(byte[] target, int at, int typeAndFlags, int stream, int length) {
    target[at] = 0;
    target[at + 1] = (byte) (typeAndFlags >> 16);
    target[at + 2] = (byte) (typeAndFlags >> 8);
    target[at + 3] = (byte) typeAndFlags;
    putInt(target, at + 4, stream);
    putInt(target, at + 8, length);
    return at + HEADER;
  }

  static int typeAndFlags(int type, int flags) {
    return type << 16 | flags;
  }

  static int getInt(byte[] source, int at) {
    return (source[at] & 0xff) << 24
        | (source[at + 1] & 0xff) << 16
        | (source[at + 2] & 0xff) << 8
        | source[at + 3] & 0xff;
  }

  private static void putInt(byte[] target, int at, int value) {
    target[at] = (byte) (value >> 24);
    target[at + 1] = (byte) (value >> 16);
    target[at + 2] = (byte) (value >> 8);
    target[at + 3] = (byte) value;
  }
}
