package io.proconsul.gossip.pool;

import io.proconsul.codec.DecodeException;
import io.proconsul.gossip.serf.format.KeyringText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * The keyring on disk ({@code serf/local.keyring}), readable by its owner only. It is replaced as a
 * whole, so that a crash leaves the old keys or the new ones.
 */
public final class KeyringFile {
  private static final Set<StandardOpenOption> WRITE_NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private KeyringFile() {}

  /**
   * The keys in base64, the primary one first.
   *
   * @throws IOException also when the file is no keyring
   */
  public static List<String> read(Path file) throws IOException {
    try {
      return KeyringText.parse(Files.readAllBytes(file));
    } catch (DecodeException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  public static void write(Path file, List<String> keys) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(unfinished);
    FileAttribute<?> ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try (FileChannel channel = FileChannel.open(unfinished, WRITE_NEW, ownerOnly)) {
      ByteBuffer text = ByteBuffer.wrap(KeyringText.format(keys).getBytes(StandardCharsets.UTF_8));
      while (text.hasRemaining()) {
        channel.write(text);
      }
      channel.force(true);
    }
    Files.move(
        unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
