package io.proconsul.conformance.net;

import io.proconsul.codec.Value;
import io.proconsul.conformance.match.Json;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Names and record data within one DNS message, as text. */
final class DnsRecordText {
  private static final int MAX_JUMPS = 50;
  private static final int ECS = 8;

  private final byte[] message;

  DnsRecordText(byte[] message) {
    this.message = message;
  }

  /** A name, and where what follows it begins. */
  record Name(String text, int end) {}

  Name name(int start) throws IOException {
    StringBuilder text = new StringBuilder();
    int at = start;
    int end = -1;
    int jumps = 0;
    while (message[at] != 0) {
      int length = unsigned(at);
      if ((length & 0xc0) == 0xc0) {
        end = end < 0 ? at + 2 : end;
        at = (length & 0x3f) << 8 | unsigned(at + 1);
        if (++jumps > MAX_JUMPS) {
          throw new ProtocolException("a DNS name runs in a circle");
        }
      } else {
        text.append(new String(message, at + 1, length, StandardCharsets.UTF_8)).append('.');
        at += 1 + length;
      }
    }
    return new Name(text.isEmpty() ? "." : text.toString(), end < 0 ? at + 1 : end);
  }

  String data(int type, int start, int length) throws IOException {
    byte[] raw = Arrays.copyOfRange(message, start, start + length);
    return switch (type) {
      case 1 -> AddressText.of(raw, 4);
      case 28 -> AddressText.of(raw, 16);
      case 2, 5, 12 -> name(start).text();
      case 6 -> authority(start);
      case 15 -> shorts(start, 1) + name(start + 2).text();
      case 16 -> strings(raw);
      case 33 -> shorts(start, 3) + name(start + 6).text();
      default -> HexFormat.of().formatHex(raw);
    };
  }

  /** The options of an OPT record. */
  List<String> options(int start, int length) throws IOException {
    List<String> options = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(message, start, length);
    while (in.remaining() >= 4) {
      int code = Short.toUnsignedInt(in.getShort());
      byte[] value = new byte[Short.toUnsignedInt(in.getShort())];
      in.get(value);
      options.add(
          code == ECS ? subnet(value) : "opt " + code + " " + HexFormat.of().formatHex(value));
    }
    return options;
  }

  private static String subnet(byte[] value) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(value);
    int family = in.getShort();
    int source = Byte.toUnsignedInt(in.get());
    int scope = Byte.toUnsignedInt(in.get());
    byte[] address = Arrays.copyOfRange(value, 4, value.length);
    return "ecs " + AddressText.of(address, family == 2 ? 16 : 4) + "/" + source + "/" + scope;
  }

  private String shorts(int start, int count) {
    StringBuilder text = new StringBuilder();
    ByteBuffer in = ByteBuffer.wrap(message, start, 2 * count);
    for (int i = 0; i < count; i++) {
      text.append(Short.toUnsignedInt(in.getShort())).append(' ');
    }
    return text.toString();
  }

  private String authority(int start) throws IOException {
    Name server = name(start);
    Name mailbox = name(server.end());
    StringBuilder text = new StringBuilder(server.text()).append(' ').append(mailbox.text());
    ByteBuffer in = ByteBuffer.wrap(message, mailbox.end(), 20);
    while (in.hasRemaining()) {
      text.append(' ').append(Integer.toUnsignedLong(in.getInt()));
    }
    return text.toString();
  }

  private static String strings(byte[] raw) {
    List<String> parts = new ArrayList<>();
    for (int at = 0; at < raw.length; ) {
      int length = Byte.toUnsignedInt(raw[at]);
      String part = new String(raw, at + 1, length, StandardCharsets.UTF_8);
      parts.add(Json.compact(new Value.Str(part)));
      at += 1 + length;
    }
    return String.join(" ", parts);
  }

  private int unsigned(int at) {
    return Byte.toUnsignedInt(message[at]);
  }
}
