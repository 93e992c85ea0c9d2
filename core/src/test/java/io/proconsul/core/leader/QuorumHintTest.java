package io.proconsul.core.leader;

import static io.proconsul.core.testing.InMemoryPool.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.testing.InMemoryPool;
import io.proconsul.model.Member.MemberStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuorumHintTest {
  private final InMemoryPool pool = new InMemoryPool();

  private String hint(int... voters) {
    List<String> ids =
        java.util.Arrays.stream(voters).mapToObj(InMemoryPool::id).toList();
    return QuorumHint.of(ids, pool.get()).text().orElse("");
  }

  @Test
  void aMajorityNeedsNoHint() {
    pool.server("s1", 1);
    pool.server("s2", 2);
    assertThat(hint(1, 2, 3)).isEmpty();
    assertThat(hint(1)).isEmpty();
    assertThat(hint()).isEmpty();
  }

  @Test
  void itNamesWhoIsThereAndWhoIsMissed() {
    pool.server("s1", 1);
    pool.server("s2", 2);
    pool.is("s2", MemberStatus.FAILED);
    assertThat(hint(1, 2, 3))
        .startsWith("no quorum: 1 of 3 voting servers can be seen (s1 at 10.0.0.1:8300), and 2 are"
            + " needed to elect a leader; start 1 of s2 at 10.0.0.2:8300, node " + id(3)
            + " again with their data, or, ")
        .contains("raft/peers.json");
  }

  @Test
  void whereAllAreNeededItDoesNotSaySome() {
    pool.server("s1", 1);
    assertThat(hint(1, 2)).contains("start node " + id(2) + " again");
  }

  @Test
  void aVoterThatIsNoMemberUnderItsOldNameCountsUnderItsNewOne() {
    pool.server("old", 1);
    pool.is("old", MemberStatus.FAILED);
    pool.server("new", 1);
    assertThat(hint(1)).isEmpty();
  }

  @Test
  void withNobodyInSightItSaysSo() {
    assertThat(hint(1, 2, 3)).startsWith("no quorum: 0 of 3 voting servers can be seen, and 2");
  }
}
