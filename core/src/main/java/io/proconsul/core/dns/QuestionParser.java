package io.proconsul.core.dns;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages from clients, whatever they hold: every step checks its bounds, and a name's
 * pointers may only lead backwards. Refuses what Consul's server refuses. Pure; any thread.
 */
public final class QuestionParser {
  static final int HEADER = 12;
  private static final int FIXED_QUESTION = 4;
  private static final int FIXED_RECORD = 10;
  private static final int MAX_NAME = 255;
  private static final int OPTION_HEADER = 4;
  private static final int CLIENT_SUBNET = 8;
  private static final int OPCODE_QUERY = 0;
  private static final int OPCODE_NOTIFY = 4;

  /** What a message turned out to be. */
  public sealed interface Parsed {
    /** A question to answer. */
    record Asked(DnsQuestion question) implements Parsed {}

    /** Nothing that deserves an answer: less than a header, or itself an answer. */
    record Ignored() implements Parsed {}

    /** To be answered by this code and nothing else. */
    record Rejected(int id, int flags, int code) implements Parsed {}
  }

  private static final Parsed IGNORED = new Parsed.Ignored();

  private final byte[] message;
  private final int end;
  private int at = HEADER;

  private QuestionParser(byte[] message, int end) {
    this.message = message;
    this.end = end;
  }

  public static Parsed parse(byte[] message, int length) {
    if (length < HEADER) {
      return IGNORED;
    }
    return new QuestionParser(message, length).parse();
  }

  private Parsed parse() {
    int id = number(0);
    int flags = number(2);
    if ((flags & DnsQuestion.FLAG_RESPONSE) != 0) {
      return IGNORED;
    }
    int opcode = (flags & DnsQuestion.OPCODE_MASK) >> 11;
    if (opcode != OPCODE_QUERY && opcode != OPCODE_NOTIFY) {
      return new Parsed.Rejected(id, flags, ResponseCode.NOT_IMPLEMENTED);
    }
    int plainFlags = flags & ~DnsQuestion.OPCODE_MASK;
    if (number(4) != 1 || number(6) > 1 || number(8) > 1 || number(10) > 2) {
      return new Parsed.Rejected(id, plainFlags, ResponseCode.FORMAT_ERROR);
    }
    if (end == HEADER) {
      return new Parsed.Rejected(id, flags, ResponseCode.REFUSED);
    }
    DnsQuestion question = question(id, flags);
    return question == null
        ? new Parsed.Rejected(id, plainFlags, ResponseCode.FORMAT_ERROR)
        : new Parsed.Asked(question);
  }

  private @Nullable DnsQuestion question(int id, int flags) {
    byte[] name = plainName();
    if (name == null || end - at < FIXED_QUESTION) {
      return null;
    }
    int type = number(at);
    int recordClass = number(at + 2);
    at += FIXED_QUESTION;
    DnsQuestion.Edns edns = null;
    int records = number(6) + number(8) + number(10);
    for (int i = 0; i < records && at < end; i++) {
      int start = skipName(at);
      if (start < 0 || end - start < FIXED_RECORD) {
        return null;
      }
      at = start + FIXED_RECORD + number(start + 8);
      if (at > end) {
        return null;
      }
      if (number(start) == RecordType.OPT) {
        edns = edns(start);
        if (edns == null) {
          return null;
        }
      }
    }
    return new DnsQuestion(id, flags, name, type, recordClass, edns);
  }

  /** The question's name: the first of the message, so there is nothing to point at. */
  private byte @Nullable [] plainName() {
    int from = at;
    while (at < end) {
      int length = message[at] & 0xff;
      at += length + 1;
      if (length > WireName.MAX_LABEL || at - from > MAX_NAME) {
        return null;
      }
      if (length == 0) {
        return Arrays.copyOfRange(message, from, at);
      }
    }
    return null;
  }

  /** Where the name that starts here ends; -1 when it is none. Its pointer is not followed. */
  private int skipName(int from) {
    int here = from;
    while (here < end) {
      int length = message[here] & 0xff;
      if (length == 0) {
        return here + 1;
      }
      if (length >= 0xc0) {
        boolean backwards = here + 1 < end && (number(here) & 0x3fff) < from;
        return backwards ? here + 2 : -1;
      }
      here += length + 1;
      if (length > WireName.MAX_LABEL || here - from > MAX_NAME) {
        return -1;
      }
    }
    return -1;
  }

  /** Reads the options of the OPT record whose fixed part starts here; null when broken. */
  private DnsQuestion.@Nullable Edns edns(int start) {
    byte[] subnet = null;
    int option = start + FIXED_RECORD;
    while (option < at) {
      if (at - option < OPTION_HEADER || at - option - OPTION_HEADER < number(option + 2)) {
        return null;
      }
      int next = option + OPTION_HEADER + number(option + 2);
      if (number(option) == CLIENT_SUBNET) {
        subnet = Arrays.copyOfRange(message, option + OPTION_HEADER, next);
        if (!isSubnet(subnet)) {
          return null;
        }
        subnet[3] = 0;
      }
      option = next;
    }
    return new DnsQuestion.Edns(number(start + 2), subnet);
  }

  /** Family, source bits, scope, and no more address bytes than the family has. */
  private static boolean isSubnet(byte[] option) {
    if (option.length < 4) {
      return false;
    }
    int family = (option[0] & 0xff) << 8 | option[1] & 0xff;
    int most = family == 1 ? IpText.IPV4_BYTES : family == 2 ? IpText.IPV6_BYTES : 0;
    return (option[2] & 0xff) <= most * 8 && option.length - 4 <= most && family <= 2;
  }

  private int number(int offset) {
    return (message[offset] & 0xff) << 8 | message[offset + 1] & 0xff;
  }
}
