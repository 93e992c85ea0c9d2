package io.proconsul.agent.config.load;

import io.proconsul.agent.config.ConfigException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files and folders that flags name, in their order; of a folder its own {@code .hcl} and
 * {@code .json} files by name. A file is read whole, up to 16 MiB.
 */
final class SourceFiles {
  private static final long MAX_SIZE = 16 << 20;

  private final Source.@Nullable Format given;
  private final List<String> warnings;

  /** @param format of every file, or empty to go by the name */
  SourceFiles(String format, List<String> warnings) {
    given = switch (format) {
      case "" -> null;
      case "hcl" -> Source.Format.HCL;
      case "json" -> Source.Format.JSON;
      default -> throw new ConfigException("config: -config-format must be either 'hcl' or 'json'");
    };
    this.warnings = warnings;
  }

  List<Source> read(List<String> paths) {
    List<Source> sources = new ArrayList<>();
    for (String path : paths) {
      if (Files.isDirectory(Path.of(path))) {
        readFolder(path, sources);
      } else {
        readFile(path, sources);
      }
    }
    return sources;
  }

  private void readFolder(String folder, List<Source> sources) {
    List<Path> files;
    try (Stream<Path> list = Files.list(Path.of(folder))) {
      files = list.sorted((a, b) -> name(a).compareTo(name(b))).toList();
    } catch (IOException e) {
      throw new ConfigException("config: Readdir failed on " + folder + ". " + reason(folder, e));
    }
    for (Path file : files) {
      if (!Files.isDirectory(file)) {
        readFile(file.toString(), sources);
      }
    }
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  private void readFile(String path, List<Source> sources) {
    Path file = Path.of(path);
    if (!Files.exists(file)) {
      throw new ConfigException(
          "config: Open failed on " + path + ". open " + path + ": no such file or directory");
    }
    Source.Format format = given == null ? byName(path) : given;
    if (format == null) {
      warnings.add("skipping file " + path
          + ", extension must be .hcl or .json, or config format must be set");
      return;
    }
    try {
      if (Files.size(file) > MAX_SIZE) {
        throw new ConfigException("config: " + path + " is larger than 16 MiB");
      }
      sources.add(new Source(path, format, Files.readString(file)));
    } catch (IOException e) {
      throw new ConfigException("config: ReadFile failed on " + path + ". " + reason(path, e));
    }
  }

  private static Source.@Nullable Format byName(String path) {
    if (path.endsWith(".json")) {
      return Source.Format.JSON;
    }
    return path.endsWith(".hcl") ? Source.Format.HCL : null;
  }

  private static String reason(String path, IOException e) {
    return "open " + path + ": "
        + switch (e) {
          case NoSuchFileException _ -> "no such file or directory";
          case AccessDeniedException _ -> "permission denied";
          default -> e.getMessage();
        };
  }
}
