package io.proconsul.cli.text;

import io.proconsul.cli.command.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Where a value on the command line comes from: itself, {@code @file}, or {@code -} for input. */
public final class Source {
  private Source() {}

  /** @throws IOException whose message says what failed, in Consul's words */
  public static byte[] read(Terminal terminal, String argument) throws IOException {
    if (argument.startsWith("@")) {
      try {
        return readFile(argument.substring(1));
      } catch (IOException e) {
        throw new IOException("Failed to read file: " + e.getMessage(), e);
      }
    }
    if (argument.equals("-")) {
      try {
        return terminal.in().readAllBytes();
      } catch (IOException e) {
        throw new IOException("Failed to read stdin: " + e.getMessage(), e);
      }
    }
    return argument.getBytes(StandardCharsets.UTF_8);
  }

  /** @throws IOException in the words of Go's {@code os} package */
  public static byte[] readFile(String name) throws IOException {
    try {
      if (name.isEmpty()) {
        throw new NoSuchFileException(name);
      }
      Path path = Path.of(name);
      if (Files.isDirectory(path)) {
        throw new IOException("read " + name + ": is a directory");
      }
      return Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      throw new IOException("open " + name + ": no such file or directory", e);
    } catch (AccessDeniedException e) {
      throw new IOException("open " + name + ": permission denied", e);
    } catch (InvalidPathException e) {
      throw new IOException("open " + name + ": invalid argument", e);
    }
  }
}
