package io.proconsul.cli.snapshot;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The files of these commands, with errors in the words of Go's {@code os} package. */
final class SnapshotFiles {
  private static final int BUFFER = 64 * 1024;

  private SnapshotFiles() {}

  /** What is wrong with the words of a command that takes one file. */
  static @Nullable String check(String[] words) {
    return switch (words.length) {
      case 0 -> "Missing FILE argument";
      case 1 -> null;
      default -> "Too many arguments (expected 1, got " + words.length + ")";
    };
  }

  static InputStream open(String name) throws IOException {
    try {
      Path path = Path.of(name);
      if (Files.isDirectory(path)) {
        throw new IOException("read " + name + ": is a directory");
      }
      return new BufferedInputStream(Files.newInputStream(path), BUFFER);
    } catch (FileSystemException | InvalidPathException e) {
      throw new IOException("open " + name + ": " + reason(e), e);
    }
  }

  static String reason(Exception cause) {
    return switch (cause) {
      case NoSuchFileException _ -> "no such file or directory";
      case AccessDeniedException _ -> "permission denied";
      case InvalidPathException _ -> "invalid argument";
      case FileSystemException other when other.getReason() != null -> other.getReason();
      default -> String.valueOf(cause.getMessage());
    };
  }
}
