package io.proconsul.model;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Mapping;
import io.proconsul.codec.Sink;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** A member of the gossip pool, as {@code /v1/agent/members} lists it. */
public record Member(
    String name, String address, int port, Map<String, String> tags, MemberStatus status) {

  /** Serf's states with the numbers that the API gives. */
  public enum MemberStatus {
    NONE(0),
    ALIVE(1),
    LEAVING(2),
    LEFT(3),
    FAILED(4);

    private final int code;

    MemberStatus(int code) {
      this.code = code;
    }

    static MemberStatus of(int code) {
      for (MemberStatus status : values()) {
        if (status.code == code) {
          return status;
        }
      }
      return NONE;
    }
  }

  /** Versions of Serf's protocols that Consul 1.21 announces. */
  private static final int PROTOCOL_MIN = 1;

  private static final int PROTOCOL_MAX = 5;
  private static final int PROTOCOL_CURRENT = 2;
  private static final int DELEGATE_MIN = 2;
  private static final int DELEGATE_MAX = 5;
  private static final int DELEGATE_CURRENT = 4;

  public static final Mapping<Member> MAPPING = new Mapping<>() {
    @Override
    public void write(Member member, Sink out) {
      out.beginObject();
      out.field("Name", member.name);
      out.field("Addr", member.address);
      out.field("Port", member.port);
      out.stringMap("Tags", member.tags);
      out.field("Status", member.status.code);
      out.field("ProtocolMin", PROTOCOL_MIN);
      out.field("ProtocolMax", PROTOCOL_MAX);
      out.field("ProtocolCur", PROTOCOL_CURRENT);
      out.field("DelegateMin", DELEGATE_MIN);
      out.field("DelegateMax", DELEGATE_MAX);
      out.field("DelegateCur", DELEGATE_CURRENT);
      out.endObject();
    }

    @Override
    public Member read(Fields in) {
      Map<String, String> tags = in.stringMap("Tags");
      return new Member(
          in.string("Name"),
          in.string("Addr"),
          in.integer("Port"),
          tags == null ? Map.of() : tags,
          MemberStatus.of(in.integer("Status")));
    }
  };

  public Member {
    tags = Collections.unmodifiableMap(new TreeMap<>(tags));
  }
}
