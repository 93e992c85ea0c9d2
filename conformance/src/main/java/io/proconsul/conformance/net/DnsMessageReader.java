package io.proconsul.conformance.net;

import io.proconsul.codec.Value;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A DNS message as the parts that scenarios compare: {@code rcode flags question answer authority
 * additional opt size}, with records as {@code [name, ttl, type, data]}. For one message.
 */
public final class DnsMessageReader {
  private static final int OPT = 41;
  private static final Map<Integer, String> FLAGS = flags();

  private final ByteBuffer in;
  private final DnsRecordText text;
  private final Map<String, Value> parts = new LinkedHashMap<>();

  private DnsMessageReader(byte[] message) {
    this.in = ByteBuffer.wrap(message);
    this.text = new DnsRecordText(message);
  }

  public static Map<String, Value> read(byte[] message) throws IOException {
    try {
      return new DnsMessageReader(message).read();
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw new ProtocolException("the DNS message is cut off");
    }
  }

  private Map<String, Value> read() throws IOException {
    in.getShort();
    int bits = unsignedShort();
    parts.put("rcode", new Value.Str(DnsNames.response(bits & 15)));
    parts.put(
        "flags",
        Value.of(FLAGS.entrySet().stream()
            .filter(flag -> (bits & flag.getKey()) != 0)
            .map(Map.Entry::getValue)
            .toList()));
    parts.put("size", new Value.Int(in.capacity()));
    int questions = unsignedShort();
    int answers = unsignedShort();
    int authorities = unsignedShort();
    int additionals = unsignedShort();
    parts.put("question", questions(questions));
    parts.put("answer", records(answers));
    parts.put("authority", records(authorities));
    parts.put("additional", records(additionals));
    return parts;
  }

  private Value questions(int count) throws IOException {
    List<Value> list = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = name();
      int type = unsignedShort();
      in.getShort();
      list.add(Value.of(List.of(name, DnsNames.typeName(type, ""))));
    }
    return new Value.Arr(list);
  }

  private Value records(int count) throws IOException {
    List<Value> list = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Value name = new Value.Str(name());
      int type = unsignedShort();
      int classCode = unsignedShort();
      long ttl = Integer.toUnsignedLong(in.getInt());
      int length = unsignedShort();
      int start = in.position();
      in.position(start + length);
      if (type == OPT) {
        parts.put("opt", opt(classCode, ttl, text.options(start, length)));
      } else {
        Value data = new Value.Str(text.data(type, start, length));
        Value typeName = new Value.Str(DnsNames.typeName(type, "TYPE"));
        list.add(new Value.Arr(List.of(name, new Value.Int(ttl), typeName, data)));
      }
    }
    return new Value.Arr(list);
  }

  private static Value opt(int size, long ttl, List<String> options) {
    Map<String, Value> opt = new LinkedHashMap<>();
    opt.put("udp", new Value.Int(size));
    opt.put("rcode", new Value.Int(ttl >> 24));
    opt.put("version", new Value.Int(ttl >> 16 & 0xff));
    opt.put("flags", new Value.Int(ttl & 0xffff));
    opt.put("options", Value.of(options));
    return new Value.Obj(opt);
  }

  private String name() throws IOException {
    DnsRecordText.Name name = text.name(in.position());
    in.position(name.end());
    return name.text();
  }

  private int unsignedShort() {
    return Short.toUnsignedInt(in.getShort());
  }

  private static Map<Integer, String> flags() {
    Map<Integer, String> flags = new LinkedHashMap<>();
    flags.put(0x8000, "qr");
    flags.put(0x0400, "aa");
    flags.put(0x0200, "tc");
    flags.put(0x0100, "rd");
    flags.put(0x0080, "ra");
    return flags;
  }
}
