package io.proconsul.gossip.pool;

import io.proconsul.gossip.serf.Member;
import io.proconsul.gossip.serf.MemberChange;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what a pool tells and answers its queries. */
class RecordingListener implements PoolListener {
  final List<String> told = new CopyOnWriteArrayList<>();
  volatile String refused = "";

  @Override
  public void membersChanged(MemberChange change, List<Member> members) {
    members.forEach(member -> told.add(change.name() + " " + member.name()));
  }

  @Override
  public void userEvent(long ltime, String name, byte[] payload, boolean coalesce) {
    told.add("event " + name + " " + new String(payload, StandardCharsets.UTF_8));
  }

  @Override
  public void query(PoolQuery query) {
    told.add("query " + query.name() + " " + new String(query.payload(), StandardCharsets.UTF_8));
    String error =
        query.respond("answer of java".getBytes(StandardCharsets.UTF_8)).orElse("");
    if (!error.isEmpty()) {
      told.add("not answered: " + error);
    }
  }

  @Override
  public Optional<String> refuse(List<Member> members) {
    return members.stream()
        .filter(member -> member.name().equals(refused))
        .findFirst()
        .map(member -> "Member '" + member.name() + "' part of wrong datacenter 'west'");
  }
}
