package io.proconsul.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final String ROOT = "io.proconsul.";
  private static final String CORE = "io.proconsul.core.";

  /** What each module may know, of ours. */
  private static final Map<String, List<String>> MODULES = Map.of(
      "codec", List.of(),
      "model", List.of("codec"),
      "core", List.of("codec", "model"),
      "gossip", List.of("codec"),
      "raftlog", List.of("codec"),
      "agent", List.of("codec", "model", "core", "gossip", "raftlog"),
      "client", List.of("codec", "model"),
      "cli", List.of("codec", "model", "core", "agent", "client"),
      "conformance", List.of("codec", "agent", "cli"));

  /** Modules that are pure: what they need of the world comes in through interfaces. */
  private static final String[] PURE = {
    "io.proconsul.codec..",
    "io.proconsul.model..",
    "io.proconsul.core..",
    "io.proconsul.agent.rpc.yamux..",
    "io.proconsul.gossip.wire..",
    "io.proconsul.gossip.swim..",
    "io.proconsul.gossip.serf..",
    "io.proconsul.gossip.vivaldi.."
  };

  private static final Set<String> CLOCKS_AND_DICE = Set.of(
      "java.lang.System.currentTimeMillis",
      "java.lang.System.nanoTime",
      "java.lang.Thread.sleep",
      "java.time.Instant.now",
      "java.time.LocalDateTime.now",
      "java.time.Clock.systemUTC",
      "java.time.InstantSource.system",
      "java.util.UUID.randomUUID",
      "java.lang.Math.random");

  private static JavaClasses classes;

  @BeforeAll
  static void readClasses() {
    classes = new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPackages("io.proconsul");
  }

  @Test
  void thereAreClassesToCheck() {
    assertThat(classes).hasSizeGreaterThan(400);
    for (String module : MODULES.keySet()) {
      assertThat(classes.stream().anyMatch(c -> c.getPackageName().startsWith(ROOT + module)))
          .as(module)
          .isTrue();
    }
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.proconsul.(**)").should().beFreeOfCycles().check(classes);
  }

  @Test
  void modulesKnowOnlyWhatTheyMay() {
    MODULES.forEach((module, known) -> {
      Set<String> forbidden = new TreeSet<>(MODULES.keySet());
      forbidden.removeAll(known);
      forbidden.remove(module);
      String[] packages =
          forbidden.stream().map(other -> ROOT + other + "..").toArray(String[]::new);
      if (packages.length > 0) {
        noClasses()
            .that()
            .resideInAPackage(ROOT + module + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(packages)
            .check(classes);
      }
    });
  }

  @Test
  void pureModulesUseNoSocketsFilesThreadsOrLoggers() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe("touch the world", ArchitectureTest::touchesTheWorld))
        .check(classes);
  }

  private static boolean touchesTheWorld(JavaClass type) {
    String name = type.getFullName();
    return type.getPackageName().equals("java.nio.file")
        || type.getPackageName().equals("java.nio.channels")
        || type.getPackageName().startsWith("org.slf4j")
        || type.getPackageName().startsWith("java.util.logging")
        || type.getPackageName().startsWith("io.netty")
        || name.equals("java.io.File")
        || name.startsWith("java.io.FileInput")
        || name.startsWith("java.io.FileOutput")
        || name.endsWith("Socket")
        || name.equals("java.lang.Thread")
        || name.equals("java.util.concurrent.Executors")
        || name.equals("java.util.concurrent.ThreadPoolExecutor")
        || name.equals("java.util.concurrent.ThreadLocalRandom")
        || name.equals("java.util.Random");
  }

  @Test
  void pureModulesAreToldTheTimeAndTheDice() {
    DescribedPredicate<JavaAccess<?>> reading = DescribedPredicate.describe(
        "read a clock or throw dice",
        access -> CLOCKS_AND_DICE.contains(
            access.getTargetOwner().getFullName() + "." + access.getTarget().getName()));
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should(com.tngtech.archunit.lang.conditions.ArchConditions.accessTargetWhere(reading))
        .check(classes);
  }

  @Test
  void coreNeverSeesConfiguration() {
    ArchRule rule = noClasses()
        .that()
        .resideInAPackage("io.proconsul.core..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.proconsul.agent.config..");
    rule.check(classes);
  }

  /** {@code core-features.txt} is the explicit list: whoever adds an arrow adds it there. */
  @Test
  void featuresOfCoreKnowOnlyWhatIsListed() throws IOException {
    Map<String, Set<String>> arrows = new TreeMap<>();
    for (JavaClass type : classes) {
      String from = feature(type);
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        String to = feature(dependency.getTargetClass());
        if (!from.isEmpty() && !to.isEmpty() && !from.equals(to)) {
          arrows.computeIfAbsent(from, _ -> new TreeSet<>()).add(to);
        }
      }
    }
    List<String> lines = new ArrayList<>();
    arrows.forEach((from, to) -> lines.add(from + " -> " + String.join(" ", to)));
    assertThat(lines)
        .isEqualTo(Files.readAllLines(Path.of("src/test/resources/core-features.txt")));
  }

  private static String feature(JavaClass type) {
    String name = type.getPackageName();
    return name.startsWith(CORE) ? name.substring(CORE.length()) : "";
  }

  @Test
  void jraftStaysBehindItsAdapter() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.proconsul.raftlog..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.alipay..")
        .check(classes);
  }

  @Test
  void theCommandLineLoadsNoServerParts() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.proconsul.client..", "io.proconsul.cli.kv..", "io.proconsul.cli.flag..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.net.http..", "org.slf4j..", "ch.qos..", "com.fasterxml..", "io.netty..")
        .check(classes);
  }

  @Test
  void everyPackageIsNullMarked() {
    Set<String> unmarked = new TreeSet<>();
    for (JavaClass type : classes) {
      JavaPackage inPackage = type.getPackage();
      if (!inPackage.isAnnotatedWith(NullMarked.class)) {
        unmarked.add(inPackage.getName());
      }
    }
    assertThat(unmarked).isEmpty();
  }
}
