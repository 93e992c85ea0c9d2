package io.proconsul.cli.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The file that holds the process's id for as long as the agent runs. */
record PidFile(Optional<Path> path) implements AutoCloseable {
  /** @throws IOException when it cannot be written */
  static PidFile write(Optional<Path> path) throws IOException {
    if (path.isPresent()) {
      try {
        Files.writeString(path.get(), Long.toString(ProcessHandle.current().pid()));
      } catch (IOException e) {
        throw new IOException("Could not open pid file: " + e.getMessage(), e);
      }
    }
    return new PidFile(path);
  }

  @Override
  public void close() throws IOException {
    if (path.isPresent()) {
      Files.deleteIfExists(path.get());
    }
  }
}
