package io.proconsul.agent.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.command.KvCommand;
import io.proconsul.core.command.RestoreCommand;
import io.proconsul.core.command.Stamped;
import io.proconsul.core.run.StateMachine;
import io.proconsul.core.snapshot.Archive;
import io.proconsul.core.snapshot.ArchiveMeta;
import io.proconsul.core.snapshot.SnapshotCodec;
import io.proconsul.core.state.Tables;
import io.proconsul.model.KvEntry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An archive on its way into the leader's log, and those that must not get there. */
class RestorerTest {
  private final List<RestoreCommand> parts = new ArrayList<>();

  @SuppressWarnings("NullAway.Init")
  private Restorer restorer;

  @Test
  void theWholeStateGoesToTheLogInOrder() throws Exception {
    restorer = new Restorer(this::take);
    restorer.restore(new ByteArrayInputStream(archive()));
    assertThat(parts).hasSizeGreaterThan(2);
    for (int i = 0; i < parts.size(); i++) {
      RestoreCommand part = parts.get(i);
      assertThat(part.number()).isEqualTo(i);
      assertThat(part.last()).isEqualTo(i == parts.size() - 1);
      assertThat(part.restore()).isEqualTo(parts.getFirst().restore());
      assertThat(part.data().length).isBetween(1, RestoreCommand.MAX_DATA);
    }
    ByteArrayOutputStream state = new ByteArrayOutputStream();
    parts.forEach(part -> state.writeBytes(part.data()));
    Tables restored = SnapshotCodec.read(new ByteArrayInputStream(state.toByteArray()));
    assertThat(restored.kv().size()).isEqualTo(tables().kv().size());
  }

  /** A kind of damage, and what is said of it. */
  record Damage(String name, UnaryOperator<byte[]> done, String message) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Damage> damages() {
    return Stream.of(
        new Damage("nothing", _ -> new byte[0], "failed to decompress snapshot: EOF"),
        new Damage(
            "garbage",
            _ -> "no archive at all".getBytes(StandardCharsets.UTF_8),
            "failed to decompress snapshot: gzip: invalid header"),
        new Damage(
            "cut in the middle",
            archive -> Arrays.copyOf(archive, archive.length / 2),
            "failed to read snapshot file: the snapshot is cut off"),
        new Damage(
            "cut by one byte",
            archive -> Arrays.copyOf(archive, archive.length - 1),
            "failed to read snapshot file: failed reading snapshot: unexpected EOF"),
        new Damage(
            "another sum",
            archive -> replaced(
                archive,
                "[0-9a-f]{64}  state.bin",
                sum -> (sum.charAt(0) == '0' ? '1' : '0') + sum.substring(1)),
            "failed to read snapshot file: failed checking integrity of snapshot: hash check failed"
                + " for \"state.bin\""),
        new Damage(
            "of another program",
            archive -> replaced(archive, "\"proconsul\"", _ -> "\"consulate\""),
            "failed to read snapshot file: it was written by another program"),
        new Damage("gzip of garbage", _ -> zipped(noise()), "failed to read snapshot file: "));
  }

  @ParameterizedTest
  @MethodSource("damages")
  void whatIsNoGoodArchiveChangesNothing(Damage damage) throws Exception {
    restorer = new Restorer(this::take);
    byte[] damaged = damage.done().apply(archive());
    assertThatThrownBy(() -> restorer.restore(new ByteArrayInputStream(damaged)))
        .isInstanceOf(ConsulException.Refused.class)
        .hasMessageStartingWith(damage.message());
    assertThat(parts).isEmpty();
    restorer.restore(new ByteArrayInputStream(archive()));
    assertThat(parts).isNotEmpty();
  }

  @Test
  void anArchiveThatBreaksOffOnItsWayChangesNothing() throws Exception {
    restorer = new Restorer(this::take);
    byte[] half = Arrays.copyOf(archive(), 1_000);
    InputStream broken =
        new java.io.SequenceInputStream(new ByteArrayInputStream(half), new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("connection reset");
          }

          @Override
          public int read(byte[] into, int from, int length) throws IOException {
            throw new IOException("connection reset");
          }
        });
    assertThatThrownBy(() -> restorer.restore(broken)).hasMessage("connection reset");
    assertThat(parts).isEmpty();
  }

  @Test
  void aLogThatTakesNothingEndsIt() throws Exception {
    restorer = new Restorer((part, outcome) -> {
      parts.add(part);
      outcome.failed(new ConsulException.NoLeader());
    });
    byte[] archive = archive();
    assertThatThrownBy(() -> restorer.restore(new ByteArrayInputStream(archive)))
        .isInstanceOf(ConsulException.NoLeader.class);
    assertThat(parts).hasSize(1);
  }

  @Test
  void oneIsRestoredAtATime() throws Exception {
    byte[] archive = archive();
    restorer = new Restorer((part, outcome) -> {
      assertThatThrownBy(() -> restorer.restore(new ByteArrayInputStream(archive)))
          .hasMessageStartingWith("another snapshot is being restored");
      take(part, outcome);
    });
    restorer.restore(new ByteArrayInputStream(archive));
    assertThat(parts).isNotEmpty();
  }

  private void take(RestoreCommand part, Outcome<Boolean> outcome) {
    parts.add(part);
    outcome.done(true);
  }

  private static byte[] archive() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Tables tables = tables();
    Archive.write(tables, ArchiveMeta.of(tables.index(), 2, 1_000), 1_000, out);
    return out.toByteArray();
  }

  /** More than two parts hold, and nothing that gzip makes small. */
  private static Tables tables() {
    StateMachine machine = new StateMachine();
    for (int i = 1; i <= 3; i++) {
      byte[] value = new byte[RestoreCommand.MAX_DATA];
      new Random(i).nextBytes(value);
      machine.apply(
          i, new Stamped(new KvCommand.Set(new KvEntry("k" + i, value, 0, 0, "", 0, 0)), 1_000));
    }
    return machine.tables();
  }

  private static byte[] noise() {
    byte[] noise = new byte[2_048];
    new Random(1).nextBytes(noise);
    return noise;
  }

  /** With the first match in the unzipped archive replaced by as many other bytes. */
  private static byte[] replaced(byte[] archive, String pattern, UnaryOperator<String> by) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(archive))) {
      String all = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      Matcher match = Pattern.compile(pattern).matcher(all);
      assertThat(match.find()).isTrue();
      String other = by.apply(match.group());
      assertThat(other).hasSameSizeAs(match.group()).isNotEqualTo(match.group());
      String changed = all.substring(0, match.start()) + other + all.substring(match.end());
      return zipped(changed.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static byte[] zipped(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
