package io.proconsul.core.testing;

import io.proconsul.model.Member;
import io.proconsul.model.Member.MemberStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;

/** A LAN pool whose members do what a test says. */
public final class InMemoryPool implements Supplier<List<Member>> {
  public final Map<String, Member> byName = new TreeMap<>();

  @Override
  public List<Member> get() {
    return new ArrayList<>(byName.values());
  }

  /** The id that a node of that number has. */
  public static String id(int number) {
    return "00000000-0000-4000-8000-00000000000" + number;
  }

  public Member server(String name, int number) {
    Map<String, String> tags = tags("consul", id(number));
    tags.put("port", "8300");
    tags.put("build", "1.21.4:abc");
    tags.put("raft_vsn", "3");
    tags.put("grpc_port", "8502");
    tags.put("grpc_tls_port", "-1");
    return put(new Member(name, "10.0.0." + number, 8301, tags, MemberStatus.ALIVE));
  }

  public Member client(String name, int number) {
    Map<String, String> tags = tags("node", id(number));
    return put(new Member(name, "10.0.0." + number, 8301, tags, MemberStatus.ALIVE));
  }

  private static Map<String, String> tags(String role, String id) {
    return new HashMap<>(Map.of("role", role, "dc", "dc1", "id", id));
  }

  public Member tag(String name, String tag, String value) {
    Member member = Objects.requireNonNull(byName.get(name));
    Map<String, String> tags = new HashMap<>(member.tags());
    tags.put(tag, value);
    return put(new Member(member.name(), member.address(), member.port(), tags, member.status()));
  }

  public Member is(String name, MemberStatus status) {
    Member member = Objects.requireNonNull(byName.get(name));
    return put(new Member(member.name(), member.address(), member.port(), member.tags(), status));
  }

  public Member put(Member member) {
    byName.put(member.name(), member);
    return member;
  }
}
