package io.proconsul.tidy;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Formats every Java source of the project with palantir-java-format, 100 columns. It runs on the
 * toolchain's JDK: Spotless would run in Maven's own, whose parser may be too old for Java 25.
 */
public final class Format {
  private static final JavaFormatterOptions.Style STYLE = JavaFormatterOptions.Style.GOOGLE;

  private Format() {}

  public static void main(String[] args) throws IOException, FormatterException {
    boolean write = args[0].equals("write");
    List<Path> unformatted = unformatted(Path.of(args[1]), write);
    for (Path file : unformatted) {
      System.out.println((write ? "formatted " : "not formatted: ") + file);
    }
    if (!write && !unformatted.isEmpty()) {
      System.exit(1);
    }
  }

  /** The sources that the formatter would change; with {@code write} it changes them. */
  static List<Path> unformatted(Path root, boolean write) throws IOException, FormatterException {
    Formatter formatter = Formatter.createFormatter(
        JavaFormatterOptions.builder().style(STYLE).formatJavadoc(true).build());
    List<Path> changed = new ArrayList<>();
    for (Path file : sources(root)) {
      String before = Files.readString(file);
      String after = format(formatter, file, before);
      if (!after.equals(before)) {
        changed.add(file);
        if (write) {
          Files.writeString(file, after);
        }
      }
    }
    return changed;
  }

  private static String format(Formatter formatter, Path file, String source)
      throws FormatterException {
    try {
      String used = RemoveUnusedImports.removeUnusedImports(source);
      return formatter.formatSource(ImportOrderer.reorderImports(used, STYLE));
    } catch (FormatterException e) {
      throw new FormatterException(file + ": " + e.getMessage());
    }
  }

  /** All Java files under the modules' source folders. */
  static List<Path> sources(Path root) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> modules = Files.list(root)) {
      for (Path module : modules.toList()) {
        Path src = module.resolve("src");
        if (Files.isDirectory(src)) {
          try (Stream<Path> all = Files.walk(src)) {
            all.filter(path -> path.toString().endsWith(".java")).forEach(files::add);
          }
        }
      }
    }
    files.sort(null);
    return files;
  }
}
