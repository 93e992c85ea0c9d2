package io.proconsul.raftlog.jraft;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.proconsul.raftlog.Barrier;
import io.proconsul.raftlog.LogException;
import io.proconsul.raftlog.ReplicatedLog;
import io.proconsul.raftlog.TestingCompletion;
import io.proconsul.raftlog.TestingMachine;
import io.proconsul.raftlog.TestingNetwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Several logs in this process over a network in memory. */
final class TestingCluster implements AutoCloseable {
  static final Duration ELECTION = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(5);

  final TestingNetwork network = new TestingNetwork();
  private final Path folder;
  private final List<String> voters;
  private final UnaryOperator<JRaftSettings> tune;
  private final Map<String, Member> members = new TreeMap<>();

  record Member(String id, JRaftLog log, TestingMachine machine) {}

  private TestingCluster(Path folder, int size, UnaryOperator<JRaftSettings> tune) {
    this.folder = folder;
    this.tune = tune;
    this.voters = IntStream.rangeClosed(1, size).mapToObj(i -> name(folder, i)).toList();
  }

  /** Node ids are unique in the JVM, as JRaft wants them. */
  private static String name(Path folder, int number) {
    return "n" + number + "-" + Integer.toHexString(folder.hashCode());
  }

  String name(int number) {
    return name(folder, number);
  }

  static TestingCluster start(Path folder, int size) {
    return start(folder, size, UnaryOperator.identity());
  }

  static TestingCluster start(Path folder, int size, UnaryOperator<JRaftSettings> tune) {
    var cluster = new TestingCluster(folder, size, tune);
    cluster.voters.forEach(cluster::startVoter);
    return cluster;
  }

  List<String> ids() {
    return voters;
  }

  Member startVoter(String id) {
    return start(id, new StartMode.Bootstrap(voters));
  }

  Member startJoining(String id) {
    return start(id, new StartMode.Join());
  }

  private Member start(String id, StartMode mode) {
    var settings = tune.apply(JRaftSettings.of(folder.resolve(id), id)
        .withElectionTimeout(ELECTION)
        .withSegmentBytes(256 << 10)
        .withStart(mode, "test"));
    var machine = new TestingMachine();
    var log = JRaftLog.start(settings, machine, network.dialer(id));
    network.listen(id, log::accept);
    var member = new Member(id, log, machine);
    members.put(id, member);
    return member;
  }

  Member get(String id) {
    return Objects.requireNonNull(members.get(id));
  }

  Collection<Member> all() {
    return members.values();
  }

  List<String> others(String id) {
    return voters.stream().filter(other -> !other.equals(id)).toList();
  }

  /** Ends one as an operator would. */
  void stop(String id) {
    Objects.requireNonNull(members.remove(id)).log().close();
    network.stop(id);
  }

  /**
   * Ends one as {@code kill -9} would: nothing more reaches others, and what its next start finds
   * is the disk of that moment.
   */
  void kill(String id) {
    network.stop(id);
    network.partition(List.of(id), members.keySet().stream().toList());
    var image = folder.resolve(id + ".image");
    copy(folder.resolve(id), image);
    Objects.requireNonNull(members.remove(id)).log().close();
    delete(folder.resolve(id));
    try {
      Files.move(image, folder.resolve(id));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    network.heal();
  }

  /** Waits until one leads whom all of these follow. */
  Member leader(Collection<String> among) {
    return await()
        .atMost(PATIENCE)
        .pollInterval(POLL)
        .until(() -> findLeader(among), Optional::isPresent)
        .orElseThrow();
  }

  Member leader() {
    return leader(members.keySet());
  }

  private Optional<Member> findLeader(Collection<String> among) {
    var named = among.stream().map(id -> get(id).log().leader()).distinct().toList();
    return named.size() == 1
        ? named.getFirst().filter(among::contains).map(this::get)
        : Optional.empty();
  }

  /** Waits until the command is acknowledged, by whoever leads; tries again as clients do. */
  long write(Collection<String> among, String command) {
    return await()
        .atMost(PATIENCE)
        .pollInterval(POLL)
        .until(
            () -> {
              var completion = submit(leader(among).log(), command);
              try {
                return completion.index();
              } catch (AssertionError _) {
                return 0L;
              }
            },
            index -> index > 0);
  }

  static TestingCompletion submit(ReplicatedLog log, String command) {
    var completion = new TestingCompletion();
    log.submit(command.getBytes(UTF_8), completion);
    return completion;
  }

  /** Waits for what the caller describes. */
  static void until(Callable<Boolean> condition) {
    await().atMost(PATIENCE).pollInterval(POLL).until(condition);
  }

  /** Waits for a change of membership, which must succeed. */
  static long changed(Consumer<Barrier> change) throws InterruptedException {
    var done = new TestingCompletion();
    change.accept(done);
    return done.index();
  }

  static LogException refused(Consumer<Barrier> change) throws InterruptedException {
    var done = new TestingCompletion();
    change.accept(done);
    return done.failure();
  }

  /** Waits until all of these machines show exactly these commands. */
  void agree(Collection<String> among, List<String> commands) {
    for (var id : among) {
      await()
          .atMost(PATIENCE)
          .pollInterval(POLL)
          .until(() -> get(id).machine().applied(), commands::equals);
    }
  }

  List<String> running() {
    return List.copyOf(members.keySet());
  }

  @Override
  public void close() {
    var failures = new ArrayList<LogException>();
    for (var member : members.values()) {
      try {
        member.log().close();
      } catch (LogException e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
  }

  private static void copy(Path from, Path to) {
    try (var all = Files.walk(from)) {
      for (var path : all.toList()) {
        var target = to.resolve(from.relativize(path));
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path path) {
    try (var all = Files.walk(path)) {
      for (var file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
