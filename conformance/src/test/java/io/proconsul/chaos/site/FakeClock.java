package io.proconsul.chaos.site;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Debian's libfaketime: processes that load it take the time of day from a file. The clock that
 * only ever goes forward stays the machine's own.
 */
public record FakeClock(Path library) {
  private static final Path LIBRARIES = Path.of("/usr/lib");

  /** Empty where it is not installed. */
  public static Optional<FakeClock> find() throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(LIBRARIES, "*-linux-gnu*")) {
      for (Path folder : folders) {
        Path library = folder.resolve("faketime/libfaketimeMT.so.1");
        if (Files.exists(library)) {
          return Optional.of(new FakeClock(library));
        }
      }
    }
    return Optional.empty();
  }

  /** What makes a process take its time from there. */
  public Map<String, String> environment(Path clock) {
    return Map.of(
        "LD_PRELOAD", library.toString(),
        "FAKETIME_TIMESTAMP_FILE", clock.toString(),
        "FAKETIME_CACHE_DURATION", "1",
        "FAKETIME_DONT_FAKE_MONOTONIC", "1",
        // else it takes a JVM's deadlines for those of another clock, and every wait ends at once
        "FAKETIME_FORCE_MONOTONIC_FIX", "0");
  }

  /** From within a second, the clock is so far from the true time. */
  public static void set(Path clock, Duration offset) throws IOException {
    Path next = clock.resolveSibling(clock.getFileName() + ".next");
    Files.writeString(next, "%+d%n".formatted(offset.toSeconds()));
    Files.move(next, clock, StandardCopyOption.ATOMIC_MOVE);
  }
}
