package io.proconsul.conformance;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What {@link Replay} was asked for.
 *
 * @param only names to play, with {@code *} and {@code ?}; none plays all
 * @param maxDiffs failing steps shown for each scenario
 * @param startTimeout seconds for an agent to become ready
 */
record Arguments(
    String bin,
    int jobs,
    List<String> only,
    int maxDiffs,
    double startTimeout,
    boolean keep,
    boolean list,
    List<Path> paths) {

  private static final String USAGE = """
      usage: Replay --bin PATH [options] FILES_OR_FOLDERS...
        --bin PATH            the consul executable (or $CONSUL_BIN)
        --jobs N              scenarios at once (1)
        --only GLOB           only scenarios whose name matches; may be given several times
        --max-diffs N         failing steps shown for each scenario (3)
        --start-timeout S     seconds for an agent to become ready (30)
        --keep                keep the scenarios' folders
        --list                names and step counts, nothing is played""";

  static Arguments parse(String[] args) {
    String bin = System.getenv().getOrDefault("CONSUL_BIN", "");
    int jobs = 1;
    int maxDiffs = 3;
    double startTimeout = 30;
    boolean keep = false;
    boolean list = false;
    List<String> only = new ArrayList<>();
    List<Path> paths = new ArrayList<>();
    for (Iterator<String> rest = List.of(args).iterator(); rest.hasNext(); ) {
      String argument = rest.next();
      switch (argument) {
        case "--bin" -> bin = value(argument, rest);
        case "--jobs" -> jobs = Integer.parseInt(value(argument, rest));
        case "--only" -> only.add(value(argument, rest));
        case "--max-diffs" -> maxDiffs = Integer.parseInt(value(argument, rest));
        case "--start-timeout" -> startTimeout = Double.parseDouble(value(argument, rest));
        case "--keep" -> keep = true;
        case "--list" -> list = true;
        default -> paths.add(path(argument));
      }
    }
    if (bin.isEmpty() && !list || paths.isEmpty()) {
      throw new IllegalArgumentException(USAGE);
    }
    return new Arguments(bin, jobs, only, maxDiffs, startTimeout, keep, list, paths);
  }

  /** Whether a scenario of this name is to be played; {@code *} crosses slashes. */
  boolean selects(String name) {
    return only.isEmpty() || only.stream().anyMatch(glob -> matches(glob, name));
  }

  /** The executable: a path, or a name looked for in {@code PATH}. */
  Path executable() {
    if (!bin.contains("/")) {
      for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
        Path found = Path.of(folder, bin);
        if (Files.isExecutable(found)) {
          return found.toAbsolutePath();
        }
      }
    }
    return Path.of(bin).toAbsolutePath();
  }

  private static boolean matches(String glob, String name) {
    String flat = glob.replace('/', ':');
    return FileSystems.getDefault()
        .getPathMatcher("glob:" + flat)
        .matches(Path.of(name.replace('/', ':')));
  }

  private static Path path(String argument) {
    if (argument.startsWith("--")) {
      throw new IllegalArgumentException("unknown option " + argument + "\n" + USAGE);
    }
    return Path.of(argument);
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value\n" + USAGE);
    }
    return rest.next();
  }
}
