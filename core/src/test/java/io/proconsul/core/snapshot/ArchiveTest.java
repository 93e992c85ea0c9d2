package io.proconsul.core.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.core.state.Tables;
import io.proconsul.core.testing.TestingState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class ArchiveTest {
  private static final long NOW = 1_700_000_000_000L;

  @Test
  void whatWasWrittenComesBack() throws Exception {
    List<Tables> read = new ArrayList<>();
    ArchiveMeta meta = Archive.read(
        new ByteArrayInputStream(archive()), state -> read.add(SnapshotCodec.read(state)));
    assertThat(meta.id()).isEqualTo("2-3-1700000000000");
    assertThat(meta.index()).isEqualTo(3);
    assertThat(meta.term()).isEqualTo(2);
    assertThat(meta.size()).isPositive();
    assertThat(read.getFirst().kv().size()).isEqualTo(3);
  }

  @Test
  void aReaderNeedNotReadAll() throws Exception {
    assertThat(Archive.read(new ByteArrayInputStream(archive()), _ -> {}).index())
        .isEqualTo(3);
  }

  @Test
  void everyCutIsNoticed() throws Exception {
    byte[] archive = archive();
    for (int length = 0; length < archive.length; length++) {
      byte[] cut = Arrays.copyOf(archive, length);
      assertThatThrownBy(() -> Archive.verify(new ByteArrayInputStream(cut)))
          .as("cut to %s", length)
          .isInstanceOf(SnapshotException.class);
    }
  }

  /** Few bits tell nothing: of gzip's head, and those that fill up the last byte of the content. */
  @Test
  void noFlippedBitChangesWhatIsRead() throws Exception {
    byte[] archive = archive();
    ArchiveMeta meta = Archive.verify(new ByteArrayInputStream(archive));
    int noticed = 0;
    for (int at = 0; at < archive.length; at++) {
      byte[] damaged = archive.clone();
      damaged[at] ^= 0x10;
      try {
        assertThat(Archive.verify(new ByteArrayInputStream(damaged))).isEqualTo(meta);
      } catch (SnapshotException _) {
        noticed++;
      }
    }
    assertThat(noticed).isGreaterThan(archive.length - 12);
  }

  @Test
  void whatIsNoArchiveIsToldInConsulsWords() throws Exception {
    assertRefused("", "failed to decompress snapshot: EOF");
    assertRefused("x", "failed to decompress snapshot: unexpected EOF");
    assertRefused("not a snapshot", "failed to decompress snapshot: gzip: invalid header");
    assertThatThrownBy(() -> Archive.verify(new ByteArrayInputStream(zipped(new byte[0]))))
        .hasMessage("failed to read snapshot file: failed checking integrity of snapshot: "
            + "file missing for \"meta.json\"");
  }

  @Test
  void aStateOfConsulsOwnIsRefusedInPlainWords() throws Exception {
    byte[] meta = "{\"Version\":1,\"ID\":\"2-9-1\",\"Index\":9,\"Term\":2,\"Size\":3}"
        .getBytes(StandardCharsets.UTF_8);
    byte[] archive = zipped(tar("meta.json", meta, "state.bin", new byte[] {1, 2, 3}));
    assertThatThrownBy(() -> Archive.verify(new ByteArrayInputStream(archive)))
        .hasMessageContaining("written by another program")
        .hasMessageContaining("consul kv export");
  }

  @Test
  void filesThatDoNotBelongAreRefused() throws Exception {
    byte[] strange = zipped(tar("evil", new byte[3], "../x", new byte[3]));
    assertThatThrownBy(() -> Archive.verify(new ByteArrayInputStream(strange)))
        .hasMessageContaining("unexpected file \"evil\" in snapshot");
  }

  @Test
  void aSmallFileThatClaimsToBeLargeIsNotRead() throws Exception {
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    Tar.writeHeader(new Tar.Entry("meta.json", 1L << 40), 0, tar);
    byte[] archive = zipped(tar.toByteArray());
    assertThatThrownBy(() -> Archive.verify(new ByteArrayInputStream(archive)))
        .hasMessageContaining("meta.json has 1099511627776 bytes");
  }

  private static void assertRefused(String bytes, String message) {
    byte[] archive = bytes.getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> Archive.verify(new ByteArrayInputStream(archive))).hasMessage(message);
  }

  private static byte[] archive() throws IOException {
    TestingState state = new TestingState();
    state.set("a", "1");
    state.set("b", "2");
    state.set("c/d", "3");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Tables tables = state.tables();
    Archive.write(tables, ArchiveMeta.of(tables.index(), 2, NOW), NOW, out);
    return out.toByteArray();
  }

  private static byte[] tar(String first, byte[] one, String second, byte[] two)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    put(first, one, out);
    put(second, two, out);
    Tar.writeEnd(out);
    return out.toByteArray();
  }

  private static void put(String name, byte[] content, ByteArrayOutputStream out)
      throws IOException {
    Tar.Entry entry = new Tar.Entry(name, content.length);
    Tar.writeHeader(entry, 0, out);
    out.write(content);
    Tar.writePadding(entry, out);
  }

  private static byte[] zipped(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }
}
