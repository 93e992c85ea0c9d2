package io.proconsul.gossip.pool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proconsul.gossip.serf.KeyResponse;
import io.proconsul.gossip.serf.Member;
import io.proconsul.gossip.serf.MemberStatus;
import io.proconsul.gossip.serf.QueryParams;
import io.proconsul.gossip.serf.SerfSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our pool and processes of Debian's {@code serf} in one pool. */
class SerfLiveTest {
  private static final String KEY_A = "T9jncgl9mbLus+baTTa7q7nPSUrXwbDi2dhbtqir37s=";
  private static final String KEY_B = "HvY8ubRZMgafUOWvrOadwOckVa1wN3QWAo46FVKbVN8=";

  @TempDir
  Path folder;

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }

  private SerfAgent serf(String name, String host, String... more) throws IOException {
    SerfAgent agent = new SerfAgent(folder, name, host, more);
    open.add(agent);
    until(
        () -> agent.log().contains("Serf agent starting") && !agent.member(name).isEmpty());
    return agent;
  }

  private GossipPool pool(PoolSettings settings, PoolListener listener) throws IOException {
    GossipPool pool = GossipPool.start(settings, listener);
    open.add(pool);
    return pool;
  }

  private static PoolSettings settings(String name) {
    return PoolSettings.of(name, PoolSettings.Addresses.bind("127.0.0.1", 0))
        .withTags(Map.of("role", "java", "dc", "dc1"))
        .withTuning(Tuning.LAN
            .withGossip(3, Duration.ofMillis(50))
            .withProbe(Duration.ofSeconds(1), Duration.ofMillis(500))
            .withMultipliers(4, 2))
        .withSerf(SerfSettings.CONSUL.withLeaving(
            new SerfSettings.Leaving(Duration.ofSeconds(5), Duration.ofMillis(500))));
  }

  private static void until(BooleanSupplier condition) {
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(50))
        .until(condition::getAsBoolean);
  }

  private static MemberStatus status(GossipPool pool, String name) {
    return pool.members().stream()
        .filter(member -> member.name().equals(name))
        .map(Member::status)
        .findFirst()
        .orElse(MemberStatus.NONE);
  }

  private static void joins(GossipPool pool, String... addresses) {
    JoinResult result = pool.join(List.of(addresses), false);
    assertThat(result.failures()).isEmpty();
    assertThat(result.joined()).isEqualTo(addresses.length);
  }

  @Test
  void bothSeeEachOtherWithTags() throws Exception {
    SerfAgent one = serf("one", "127.0.0.2", "-tag=role=web", "-tag=zone=a");
    SerfAgent two = serf("two", "127.0.0.3");
    RecordingListener listener = new RecordingListener();
    GossipPool pool = pool(settings("java"), listener);
    joins(pool, one.address());
    assertThat(two.ask("join", pool.localAddress().toString()))
        .contains("Successfully joined cluster");
    until(() -> pool.members().size() == 3);
    until(() -> one.member("java").contains("alive dc=dc1,role=java")
        && two.member("java").contains("alive dc=dc1,role=java"));
    assertThat(pool.members()).extracting(Member::name).containsExactly("java", "one", "two");
    Member web = pool.members().get(1);
    assertThat(web.tags()).isEqualTo(Map.of("role", "web", "zone", "a"));
    assertThat(web.address()).hasToString(one.address());
    assertThat(web.versions().delegate().current()).isEqualTo(5);
    assertThat(listener.told).contains("JOIN java", "JOIN one", "JOIN two");

    pool.setTags(Map.of("role", "java", "version", "2"));
    until(() -> two.member("java").endsWith("alive role=java,version=2"));
    one.ask("tags", "-set=zone=b");
    until(() -> listener.told.contains("UPDATE one"));
    assertThat(pool.members().get(1).tags()).containsEntry("zone", "b");
    until(() -> pool.coordinate("one").isPresent() && pool.rtt("one").isPresent());
    until(() -> one.ask("rtt", "one", "java").contains("Estimated one <-> java rtt"));
    assertThat(pool.stats())
        .containsEntry("members", "3")
        .containsEntry("failed", "0")
        .containsEntry("left", "0")
        .containsEntry("health_score", "0")
        .containsEntry("encrypted", "false");
  }

  @Test
  void eventsGoBothWays() throws Exception {
    SerfAgent one = serf("one", "127.0.0.2");
    one.ask("event", "old", "news");
    until(() -> one.events().contains("user old news"));
    RecordingListener listener = new RecordingListener();
    GossipPool pool = pool(settings("java"), listener);
    pool.join(List.of(one.address()), true);
    pool.userEvent("deploy", "v1".getBytes(UTF_8), false);
    until(() -> one.events().contains("user deploy v1"));
    one.ask("event", "-coalesce=false", "restart", "v2");
    until(() -> listener.told.contains("event restart v2"));
    assertThat(listener.told).contains("event deploy v1").doesNotContain("event old news");

    RecordingListener late = new RecordingListener();
    GossipPool other = pool(settings("late"), late);
    joins(other, one.address());
    until(() ->
        late.told.containsAll(List.of("event old news", "event deploy v1", "event restart v2")));
  }

  @Test
  void queriesGoBothWays() throws Exception {
    SerfAgent one = serf("one", "127.0.0.2", "-tag=role=web");
    SerfAgent two = serf("two", "127.0.0.3", "-tag=role=db");
    RecordingListener listener = new RecordingListener();
    GossipPool pool = pool(settings("java"), listener);
    joins(pool, one.address(), two.address());
    until(() -> two.member("one").contains("alive"));

    List<String> answers = new CopyOnWriteArrayList<>();
    CountDownLatch finished = new CountDownLatch(1);
    Duration timeout = pool.query(
        "load",
        "now".getBytes(UTF_8),
        new QueryParams(List.of(), Map.of("role", "^web|java$"), true, 1, Duration.ofSeconds(6)),
        new QueryListener() {
          @Override
          public void acknowledged(String node) {
            answers.add("ack " + node);
          }

          @Override
          public void response(String node, byte[] payload) {
            answers.add(node + ": " + new String(payload, UTF_8));
          }

          @Override
          public void finished() {
            finished.countDown();
          }
        });
    assertThat(timeout).isEqualTo(Duration.ofSeconds(6));
    assertThat(finished.await(120, TimeUnit.SECONDS)).isTrue();
    assertThat(answers)
        .containsExactlyInAnyOrder(
            "ack one", "ack java", "one: answer of one", "java: answer of java");

    String asked = one.ask("query", "-timeout=6s", "-relay-factor=1", "uptime", "since");
    assertThat(asked)
        .contains("Ack from 'java'")
        .contains("Response from 'java': answer of java")
        .contains("Response from 'two': answer of two");
    assertThat(listener.told).contains("query load now", "query uptime since");
    assertThat(one.ask("reachability"))
        .contains("live members: 3")
        .contains("Successfully contacted all live nodes");
  }

  @Test
  void whoLeavesHasLeftAndWhoDiesHasFailed() throws Exception {
    SerfAgent one = serf("one", "127.0.0.2");
    SerfAgent two = serf("two", "127.0.0.3");
    SerfAgent three = serf("three", "127.0.0.4");
    RecordingListener listener = new RecordingListener();
    GossipPool pool = pool(settings("java"), listener);
    GossipPool dying = pool(settings("dying"), new RecordingListener());
    joins(pool, one.address(), two.address(), three.address());
    joins(dying, one.address());
    until(() -> pool.members().size() == 5 && !two.member("dying").isEmpty());

    three.ask("leave");
    until(() -> status(pool, "three") == MemberStatus.LEFT);
    two.kill();
    until(() -> status(pool, "two") == MemberStatus.FAILED);
    until(() -> one.member("two").contains("failed"));
    dying.close();
    until(() -> one.member("dying").contains("failed"));
    until(() -> status(pool, "dying") == MemberStatus.FAILED);
    until(() -> listener.told.containsAll(List.of("LEAVE three", "FAILED two", "FAILED dying")));
    assertThat(listener.told).doesNotContain("FAILED three");

    pool.forceLeave("two", false);
    assertThat(status(pool, "two")).isEqualTo(MemberStatus.LEFT);
    until(() -> one.member("two").contains("left"));
    pool.forceLeave("dying", true);
    assertThat(status(pool, "dying")).isEqualTo(MemberStatus.NONE);
    until(() -> one.member("dying").isEmpty());
    until(() -> listener.told.contains("REAP dying"));

    pool.leave();
    until(() -> one.member("java").contains("left"));
    assertThat(one.log()).doesNotContain("EventMemberFailed: java");
  }

  @Test
  void keysAreChangedTogether() throws Exception {
    Path serfKeys = folder.resolve("serf.keyring");
    Files.writeString(serfKeys, "[\"" + KEY_A + "\"]");
    SerfAgent one = serf("one", "127.0.0.2", "-keyring-file=" + serfKeys);
    Path file = folder.resolve("local.keyring");
    GossipPool pool = pool(
        settings("java")
            .withEncryption(new PoolSettings.Encryption(List.of(KEY_A), true, true, file)),
        new RecordingListener());
    joins(pool, one.address());
    until(() -> one.member("java").contains("alive"));

    KeyResponse installed = pool.installKey(KEY_B, 0);
    assertThat(installed.failure()).isEmpty();
    assertThat(installed.counts()).isEqualTo(new KeyResponse.Counts(2, 2, 0));
    KeyResponse used = pool.useKey(KEY_B, 0);
    assertThat(used.failure()).isEmpty();
    KeyResponse listed = pool.listKeys(0);
    assertThat(listed.keys()).isEqualTo(Map.of(KEY_A, 2, KEY_B, 2));
    assertThat(listed.primaryKeys()).isEqualTo(Map.of(KEY_B, 2));
    KeyResponse refused = pool.removeKey(KEY_B, 0);
    assertThat(refused.failure()).contains("2/2 nodes reported failure");
    assertThat(refused.messages())
        .isEqualTo(Map.of(
            "java", "Removing the primary key is not allowed",
            "one", "Removing the primary key is not allowed"));
    assertThat(one.ask("keys", "-remove=" + KEY_A)).contains("Successfully removed key");
    assertThat(KeyringFile.read(file)).containsExactly(KEY_B);
    assertThat(Files.readString(serfKeys)).contains(KEY_B).doesNotContain(KEY_A);
    pool.userEvent("still", "there".getBytes(UTF_8), false);
    until(() -> one.events().contains("user still there"));

    GossipPool stranger = pool(settings("stranger"), new RecordingListener());
    assertThat(stranger.join(List.of(one.address()), false).joined()).isZero();
  }

  @Test
  void aRestartedNodeRejoins() throws Exception {
    SerfAgent one = serf("one", "127.0.0.2", "-snapshot=" + folder.resolve("one.snapshot"));
    PoolSettings.Rejoin rejoin =
        new PoolSettings.Rejoin(folder.resolve("serf/local.snapshot"), false);
    GossipPool pool = pool(settings("java").withRejoin(rejoin), new RecordingListener());
    joins(pool, one.address());
    pool.userEvent("deploy", "v1".getBytes(UTF_8), false);
    until(() -> one.events().contains("user deploy v1"));
    int port = pool.localAddress().port();
    pool.close();

    PoolSettings again = settings("java")
        .withAddresses(PoolSettings.Addresses.bind("127.0.0.1", port))
        .withRejoin(rejoin);
    RecordingListener listener = new RecordingListener();
    GossipPool rejoined = pool(again, listener);
    until(() -> status(rejoined, "one") == MemberStatus.ALIVE);
    until(() -> one.member("java").contains("alive"));
    rejoined.userEvent("deploy", "v2".getBytes(UTF_8), false);
    until(() -> one.events().contains("user deploy v2"));
    until(() -> listener.told.contains("event deploy v2"));
    assertThat(listener.told).doesNotContain("event deploy v1");

    rejoined.leave();
    rejoined.close();
    assertThat(Files.readString(folder.resolve("serf/local.snapshot"))).endsWith("leave\n");
  }

  @Test
  void aSnapshotOfSerfIsContinued() throws Exception {
    Path serfs = folder.resolve("one.snapshot");
    SerfAgent one = serf("one", "127.0.0.2");
    SerfAgent two = serf("two", "127.0.0.3", "-snapshot=" + serfs, "-join=" + one.address());
    until(() -> one.member("two").contains("alive"));
    two.ask("leave");
    until(() -> Files.exists(serfs) && text(serfs).contains("leave\n"));
    two.kill();

    RecordingListener listener = new RecordingListener();
    GossipPool stays =
        pool(settings("java").withRejoin(new PoolSettings.Rejoin(copy(serfs), false)), listener);
    GossipPool returns =
        pool(settings("back").withRejoin(new PoolSettings.Rejoin(copy(serfs), true)), listener);
    until(() -> status(returns, "one") == MemberStatus.ALIVE);
    until(() -> one.member("back").contains("alive"));
    assertThat(stays.members()).hasSize(1);
  }

  private Path copy(Path file) throws IOException {
    Path copy = Files.createTempFile(folder, "copy", ".snapshot");
    return Files.writeString(copy, text(file));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whoIsRefusedStaysOutside() throws Exception {
    SerfAgent one = serf("one", "127.0.0.2");
    RecordingListener listener = new RecordingListener();
    listener.refused = "one";
    GossipPool pool = pool(settings("java"), listener);
    JoinResult result = pool.join(List.of(one.address()), false);
    assertThat(result.joined()).isZero();
    assertThat(result.failures().getFirst().reason())
        .isEqualTo(
            "Failed to join " + one.address() + ": Member 'one' part of wrong datacenter 'west'");
    // The other side has its answer before this one looks at who it is.
    assertThat(one.ask("join", pool.localAddress().toString())).contains("Successfully joined");
    until(() -> one.member("java").contains("alive"));
    assertThat(pool.members()).hasSize(1);
  }
}
