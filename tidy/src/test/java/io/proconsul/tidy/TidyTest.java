package io.proconsul.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the sizes and names of STYLE.md. */
class TidyTest {
  private static final Path ROOT = Path.of(System.getProperty("proconsul.root", ".."));
  private static final int MAX_FILE = 500;
  private static final int MAX_METHOD = 60;
  private static final int MAX_PARAMETERS = 5;
  private static final int MAX_COLUMNS = 100;
  private static final int MAX_FILES_IN_PACKAGE = 25;
  private static final int MAX_ALLOWED = 10;
  private static final Pattern BANNED =
      Pattern.compile(".*(Manager|Util|Utils|Helper|Helpers|Impl)$");

  /** Places that may break a size, each with its reason; at most ten. */
  private static final Map<String, String> ALLOWED = Map.of();

  private static List<SourceFile> files;

  @BeforeAll
  static void readSources() throws Exception {
    files = SourceFile.readAll(Format.sources(ROOT));
  }

  @Test
  void thereAreSourcesToCheck() {
    assertThat(files).hasSizeGreaterThan(100);
    assertThat(ALLOWED).hasSizeLessThanOrEqualTo(MAX_ALLOWED);
  }

  @Test
  void filesStaySmall() {
    assertNone(files, file -> file.lines().size() > MAX_FILE, "more than " + MAX_FILE + " lines");
  }

  @Test
  void linesFitTheWidth() {
    List<String> wide = new ArrayList<>();
    for (SourceFile file : files) {
      boolean textBlock = false; // its lines are data and cannot be broken
      for (int i = 0; i < file.lines().size(); i++) {
        String line = file.lines().get(i);
        boolean delimiter = line.contains("\"\"\"");
        textBlock ^= delimiter;
        boolean unbreakable = textBlock || line.startsWith("import ") || line.contains("\"");
        if (!unbreakable && line.codePointCount(0, line.length()) > MAX_COLUMNS) {
          wide.add(ROOT.relativize(file.path()) + ":" + (i + 1));
        }
      }
    }
    assertThat(wide).as("lines wider than %s columns", MAX_COLUMNS).isEmpty();
  }

  @Test
  void methodsStayShort() {
    assertThat(methods(method -> method.lines() > MAX_METHOD))
        .as("methods longer than %s lines", MAX_METHOD)
        .isEmpty();
  }

  @Test
  void parametersStayFew() {
    assertThat(methods(method -> method.parameters() > MAX_PARAMETERS))
        .as("methods with more than %s parameters", MAX_PARAMETERS)
        .isEmpty();
  }

  @Test
  void everyPackageSaysWhatItIsFor() {
    Set<String> described = new TreeSet<>();
    Set<String> all = new TreeSet<>();
    for (SourceFile file : files) {
      all.add(file.packageName());
      if (file.path().endsWith("package-info.java")) {
        described.add(file.packageName());
        assertThat(String.join("\n", file.lines()))
            .as(file.path().toString())
            .contains("/**")
            .contains("@NullMarked");
      }
    }
    all.removeAll(described);
    all.remove("null"); // programs of a single file, run from source
    assertThat(all).as("packages without package-info").isEmpty();
  }

  @Test
  void packagesStaySmall() {
    Map<Path, Integer> counts = new TreeMap<>();
    files.forEach(file -> counts.merge(file.path().getParent(), 1, Integer::sum));
    counts.values().removeIf(count -> count <= MAX_FILES_IN_PACKAGE + 1); // and package-info
    assertThat(counts)
        .as("folders with more than %s files", MAX_FILES_IN_PACKAGE)
        .isEmpty();
  }

  @Test
  void namesSayWhatThingsAre() {
    assertNone(files, file -> BANNED.matcher(file.simpleName()).matches(), "an empty name");
  }

  @Test
  void nothingIsLeftForLater() {
    assertNone(
        files,
        file -> !file.simpleName().equals("TidyTest")
            && file.lines().stream()
                .anyMatch(line -> line.contains("TODO") || line.contains("FIXME")),
        "a note of something undone");
  }

  @Test
  void everyModuleDescribesItself() throws Exception {
    List<Path> modules;
    try (var folders = Files.list(ROOT)) {
      modules =
          folders.filter(folder -> Files.exists(folder.resolve("pom.xml"))).toList();
    }
    assertThat(modules).hasSizeGreaterThan(5);
    assertThat(modules)
        .allSatisfy(module -> assertThat(module.resolve("README.md")).exists());
  }

  private static List<String> methods(java.util.function.Predicate<SourceFile.Method> wrong) {
    List<String> found = new ArrayList<>();
    for (SourceFile file : files) {
      for (SourceFile.Method method : file.methods()) {
        String place = ROOT.relativize(file.path()) + " " + method.name();
        if (wrong.test(method) && !ALLOWED.containsKey(file.simpleName() + "." + method.name())) {
          found.add(place + " (" + method.lines() + " lines)");
        }
      }
    }
    return found;
  }

  private static void assertNone(
      List<SourceFile> files, java.util.function.Predicate<SourceFile> wrong, String what) {
    List<Path> found = files.stream()
        .filter(wrong)
        .filter(file -> !ALLOWED.containsKey(file.simpleName()))
        .map(file -> ROOT.relativize(file.path()))
        .toList();
    assertThat(found).as("files with %s", what).isEmpty();
  }
}
