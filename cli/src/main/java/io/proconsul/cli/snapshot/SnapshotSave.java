package io.proconsul.cli.snapshot;

import io.proconsul.cli.api.ApiCommand;
import io.proconsul.cli.api.Failure;
import io.proconsul.cli.command.Terminal;
import io.proconsul.cli.flag.StringFlag;
import io.proconsul.client.ConsulClient;
import io.proconsul.codec.Value;
import io.proconsul.core.snapshot.Archive;
import io.proconsul.core.snapshot.ArchiveMeta;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code consul snapshot save}: the state of the servers, in a file once it was verified. */
public final class SnapshotSave extends ApiCommand {
  /** There are secrets in it. */
  private static final Set<PosixFilePermission> OWN =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final StringFlag appended = flags.text(
      "append-filename",
      "Parts of the file's name before its extension, with commas between: any of version, dc, node"
          + " and status, which is leader or follower.");

  public SnapshotSave() {
    super(Scope.SERVER);
  }

  @Override
  protected @Nullable String check(String[] words) {
    return SnapshotFiles.check(words);
  }

  @Override
  protected int execute(Terminal terminal, ConsulClient client, String[] words) throws Failure {
    String name = name(client, words[0]);
    Path file = path(name);
    Path unverified = path(name + ".unverified");
    try {
      try (InputStream archive =
          Failure.unless("Error saving snapshot", () -> client.snapshot().save(api.query()))) {
        write(archive, unverified);
      }
      ArchiveMeta meta = verify(unverified);
      rename(unverified, file);
      terminal.out("Saved and verified snapshot to index " + Long.toUnsignedString(meta.index()));
    } catch (IOException e) {
      throw new Failure("Error saving snapshot: " + e.getMessage());
    } finally {
      discard(unverified);
    }
    return 0;
  }

  private String name(ConsulClient client, String given) throws Failure {
    if (appended.get().isEmpty()) {
      return given;
    }
    Value.Obj self =
        Failure.unless("Error querying Consul agent", () -> client.agent().self());
    return FileName.append(given, appended.get(), self);
  }

  private static Path path(String name) throws Failure {
    try {
      return Path.of(name);
    } catch (InvalidPathException _) {
      throw new Failure("Error creating snapshot file: open " + name + ": invalid argument");
    }
  }

  private static void write(InputStream archive, Path unverified) throws Failure {
    try {
      Files.deleteIfExists(unverified);
      Files.createFile(unverified, PosixFilePermissions.asFileAttribute(OWN));
      try (OutputStream out = Files.newOutputStream(unverified)) {
        archive.transferTo(out);
      }
    } catch (IOException e) {
      throw new Failure("Error writing unverified snapshot file: open " + unverified + ": "
          + SnapshotFiles.reason(e));
    }
  }

  private static ArchiveMeta verify(Path unverified) throws Failure {
    try (InputStream in = SnapshotFiles.open(unverified.toString())) {
      return Archive.verify(in);
    } catch (IOException e) {
      throw new Failure("Error verifying snapshot file: " + e.getMessage());
    }
  }

  private static void rename(Path unverified, Path file) throws Failure {
    try {
      Files.move(unverified, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new Failure("Error renaming snapshot file: " + SnapshotFiles.reason(e));
    }
  }

  private static void discard(Path unverified) throws Failure {
    try {
      Files.deleteIfExists(unverified);
    } catch (IOException e) {
      throw new Failure("Error removing " + unverified + ": " + SnapshotFiles.reason(e));
    }
  }

  @Override
  protected String usage() {
    return """
        Usage: consul snapshot save [options] FILE

          Saves the state of the servers to a file, and verifies what was written.
          Whatever the servers share is in it, secrets too, so keep it safe.

              $ consul snapshot save backup.snap
              $ consul snapshot save -append-filename=version,dc backup.snap

          The leader answers; with -stale any server does, also while there is no leader.""";
  }
}
