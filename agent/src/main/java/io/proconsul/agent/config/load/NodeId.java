package io.proconsul.agent.config.load;

import io.proconsul.agent.config.ConfigException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The id of a node, kept in {@code node-id} of its data folder. */
final class NodeId {
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final int UUID_LENGTH = 36;

  private NodeId() {}

  /** The one given, else the one kept, else a new one. What is not kept yet is. */
  static String of(String given, Optional<Path> dataDir) {
    try {
      if (!given.isEmpty()) {
        String id = checked(given.toLowerCase(Locale.ROOT), "specified NodeID is invalid: ");
        keep(id, dataDir);
        return id;
      }
      Path file = dataDir.map(NodeId::file).orElse(null);
      if (file != null && Files.exists(file)) {
        return checked(Files.readString(file).trim(), "NodeID in " + file + " is invalid: ");
      }
      String id = UUID.randomUUID().toString();
      keep(id, dataDir);
      return id;
    } catch (IOException e) {
      throw new ConfigException("failed to setup node ID: " + e.getMessage());
    }
  }

  private static Path file(Path dataDir) {
    return dataDir.resolve("node-id");
  }

  private static void keep(String id, Optional<Path> dataDir) throws IOException {
    if (dataDir.isEmpty()) {
      return;
    }
    Path file = file(dataDir.get());
    Files.createDirectories(dataDir.get());
    if (!Files.exists(file)
        && FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(file, id, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
  }

  private static String checked(String id, String where) {
    if (id.length() != UUID_LENGTH) {
      throw new ConfigException(
          "failed to setup node ID: " + where + "uuid string is wrong length");
    }
    if (!UUID_TEXT.matcher(id).matches()) {
      throw new ConfigException(
          "failed to setup node ID: " + where + "uuid is improperly formatted");
    }
    return id;
  }
}
