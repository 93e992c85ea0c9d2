package io.proconsul.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the real {@code bin/consul} with JDK folders whose java is a script that prints its words.
 */
class LauncherTest {
  private static final Path LAUNCHER =
      Path.of(System.getProperty("proconsul.root", ".."), "bin", "consul");

  @TempDir
  private Path temp;

  private Path home;
  private final Map<String, String> environment = new HashMap<>();

  private record Run(int status, String out, String error) {}

  @BeforeEach
  void makeDistribution() throws IOException {
    home = Files.createDirectories(temp.resolve("a folder"));
    Files.createDirectories(home.resolve("bin"));
    Files.createDirectories(home.resolve("lib"));
    Files.copy(LAUNCHER, home.resolve("bin/consul"));
    Files.writeString(home.resolve("lib/classpath"), "one.jar two.jar\n");
    Files.writeString(home.resolve("lib/one.jar"), "1");
    Files.writeString(home.resolve("lib/two.jar"), "22");
    Files.createDirectories(temp.resolve("none"));
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("LANG", "C.UTF-8");
    environment.put("PROCONSUL_JAVA_SEARCH", temp.resolve("none").toString());
  }

  private Path jdk(String name, String version) throws IOException {
    Path jdk = Files.createDirectories(temp.resolve(name));
    Files.createDirectories(jdk.resolve("bin"));
    Path java = jdk.resolve("bin/java");
    Files.writeString(java, "#!/bin/sh\necho \"" + name + "\"\nfor w; do echo \"$w\"; done\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Files.writeString(
        jdk.resolve("release"),
        "IMPLEMENTOR_VERSION=\"Test\"\nJAVA_RUNTIME_VERSION=\"" + version + "+1\"\nJAVA_VERSION=\""
            + version + "\"\nMODULES=\"java.base\"\n");
    return jdk;
  }

  private Run run(Path launcher, String... words) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(launcher.toString());
    builder.command().addAll(List.of(words));
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.directory(temp.toFile());
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), out, error);
  }

  private Run run(String... words) throws Exception {
    return run(home.resolve("bin/consul"), words);
  }

  private String chosen() throws Exception {
    return run("version").out().lines().findFirst().orElse("");
  }

  @Test
  void theOwnVariableWins() throws Exception {
    environment.put("PROCONSUL_JAVA_HOME", jdk("own", "25.0.1").toString());
    environment.put("JAVA_HOME", jdk("usual", "25.0.1").toString());
    jdk("a folder/runtime", "26");
    assertThat(chosen()).isEqualTo("own");
  }

  @Test
  void theBundledRuntimeWinsOverJavaHome() throws Exception {
    environment.put("JAVA_HOME", jdk("usual", "25.0.1").toString());
    jdk("a folder/runtime", "26");
    assertThat(chosen()).isEqualTo("a folder/runtime");
  }

  @Test
  void aJdkThatIsTooOldIsPassedOver() throws Exception {
    environment.put("PROCONSUL_JAVA_HOME", jdk("older", "1.8.0_402").toString());
    environment.put("JAVA_HOME", jdk("old", "17.0.9").toString());
    environment.put("PATH", jdk("onpath", "25.0.1").resolve("bin") + ":/usr/bin:/bin");
    assertThat(chosen()).isEqualTo("onpath");
  }

  @Test
  void aLinkOnPathLeadsToItsJdk() throws Exception {
    Path links = Files.createDirectories(temp.resolve("links"));
    Files.createSymbolicLink(links.resolve("java"), jdk("linked", "25").resolve("bin/java"));
    environment.put("PATH", links + ":/usr/bin:/bin");
    assertThat(chosen()).isEqualTo("linked");
  }

  @Test
  void theUsualFoldersAreSearchedLast() throws Exception {
    Path folder = Files.createDirectories(temp.resolve("jvm"));
    jdk("jvm/jdk-17", "17.0.1");
    jdk("jvm/jdk-25", "25.0.1");
    environment.put("PROCONSUL_JAVA_SEARCH", temp.resolve("none") + ":" + folder);
    environment.put("PATH", "/bin-without-java:" + tools());
    assertThat(chosen()).isEqualTo("jvm/jdk-25");
  }

  @Test
  void withoutAJdkItSaysWhatToInstall() throws Exception {
    environment.put("PATH", tools().toString());
    Run run = run("kv", "get", "a");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.error())
        .startsWith("consul: no JDK 25 or newer found. Install one")
        .hasLineCount(1);
  }

  /** A PATH with the tools that the launcher uses, but no java. */
  private Path tools() throws IOException {
    Path tools = Files.createDirectories(temp.resolve("tools"));
    for (String tool : List.of("readlink", "stat", "cat", "find")) {
      for (String folder : List.of("/bin", "/usr/bin")) {
        if (Files.exists(Path.of(folder, tool))) {
          Path script = tools.resolve(tool);
          Files.writeString(script, "#!/bin/sh\nexec " + folder + "/" + tool + " \"$@\"\n");
          assertThat(script.toFile().setExecutable(true)).isTrue();
        }
      }
    }
    return tools;
  }

  @Test
  void wordsArriveAsTheyWereGiven() throws Exception {
    environment.put("JAVA_HOME", jdk("usual", "25.0.1").toString());
    Run run = run("kv", "put", "a b", "", "*", "x\ny");
    assertThat(run.error()).isEmpty();
    assertThat(run.out()).endsWith("\nio.proconsul.cli.Main\nkv\nput\na b\n\n*\nx\ny\n");
    assertThat(run.out()).contains("\n-cp\n" + home + "/lib/one.jar:" + home + "/lib/two.jar\n");
  }

  @Test
  void commandsAndTheAgentHaveOptionsOfTheirOwn() throws Exception {
    environment.put("JAVA_HOME", jdk("usual", "25.0.1").toString());
    environment.put("PROCONSUL_JAVA_OPTS", "-Da=b -Dc=d");
    assertThat(run("members").out())
        .contains("\n-XX:+UseSerialGC\n", "\n-XX:TieredStopAtLevel=1\n", "\n-Da=b\n-Dc=d\n");
    assertThat(run("agent", "-dev").out())
        .contains("\n-XX:+UseSerialGC\n", "\n-XX:+UseCompactObjectHeaders\n")
        .doesNotContain("TieredStopAtLevel");
  }

  @Test
  void anotherCollectorReplacesTheOwn() throws Exception {
    environment.put("JAVA_HOME", jdk("usual", "25.0.1").toString());
    environment.put("PROCONSUL_JAVA_OPTS", "-XX:+UseG1GC");
    assertThat(run("agent").out()).contains("\n-XX:+UseG1GC\n").doesNotContain("UseSerialGC");
  }

  @Test
  void theCacheIsNamedOnlyWhereItFits() throws Exception {
    environment.put("JAVA_HOME", jdk("usual", "25.0.1").toString());
    assertThat(run("members").out()).doesNotContain("AOTCache");
    Files.writeString(home.resolve("lib/cli.aot"), "cache");
    Files.writeString(home.resolve("lib/cli.stamp"), stamp("25.0.1+1"));
    assertThat(run("members").out()).contains("\n-XX:AOTCache=" + home + "/lib/cli.aot\n");
    Files.writeString(home.resolve("lib/cli.stamp"), stamp("25.0.2+1"));
    assertThat(run("members").out()).doesNotContain("AOTCache");
    Files.writeString(home.resolve("lib/cli.stamp"), stamp("25.0.1+1"));
    Files.writeString(home.resolve("lib/two.jar"), "333");
    assertThat(run("members").out()).doesNotContain("AOTCache");
  }

  private String stamp(String version) throws IOException {
    StringBuilder stamp = new StringBuilder("\"Test\" \"" + version + "\"\n");
    for (String jar : List.of("one.jar", "two.jar")) {
      Path file = home.resolve("lib").resolve(jar);
      stamp
          .append(jar)
          .append(' ')
          .append(Files.size(file))
          .append(' ')
          .append(Files.getLastModifiedTime(file).to(TimeUnit.SECONDS))
          .append('\n');
    }
    return stamp.toString();
  }

  @Test
  void itWorksThroughLinks() throws Exception {
    environment.put("JAVA_HOME", jdk("usual", "25.0.1").toString());
    Path first = Files.createSymbolicLink(temp.resolve("first"), home.resolve("bin/consul"));
    Path second = Files.createSymbolicLink(
        temp.resolve("second"), Path.of(first.getFileName().toString()));
    assertThat(run(second, "version").out()).contains(home + "/lib/one.jar");
  }

  @Test
  void aLocaleWithoutUtf8IsReplaced() throws Exception {
    Path jdk = jdk("usual", "25.0.1");
    Files.writeString(jdk.resolve("bin/java"), "#!/bin/sh\necho \"$LC_ALL/$LC_CTYPE\"\n");
    environment.put("JAVA_HOME", jdk.toString());
    environment.put("LANG", "C");
    assertThat(chosen()).isEqualTo("/C.UTF-8");
    environment.put("LC_ALL", "POSIX");
    assertThat(chosen()).isEqualTo("C.UTF-8/");
  }

  @Test
  void aCheckoutIsBuiltOnceAndAgainAfterAChange() throws Exception {
    environment.put("JAVA_HOME", jdk("usual", "25.0.1").toString());
    makeCheckout("mkdir -p cli/target/dist/lib; echo x.jar > cli/target/dist/lib/classpath;"
        + " touch cli/target/dist/built; echo built >> builds");
    assertThat(run("version").error()).startsWith("consul: building from source, log in ");
    assertThat(run("version").error()).isEmpty();
    assertThat(home.resolve("builds")).hasContent("built");
    Path built = home.resolve("cli/target/dist/built");
    Files.setLastModifiedTime(
        built, java.nio.file.attribute.FileTime.fromMillis(System.currentTimeMillis() - 100_000));
    Files.writeString(home.resolve("cli/src/main/A.java"), "changed");
    assertThat(run("version").error()).startsWith("consul: building from source");
    assertThat(Files.readAllLines(home.resolve("builds"))).hasSize(2);
    environment.put("PROCONSUL_BUILD", "off");
    Files.setLastModifiedTime(
        built, java.nio.file.attribute.FileTime.fromMillis(System.currentTimeMillis() - 100_000));
    assertThat(run("version").error()).isEmpty();
  }

  @Test
  void aBuildThatFailsShowsItsEnd() throws Exception {
    environment.put("JAVA_HOME", jdk("usual", "25.0.1").toString());
    makeCheckout("echo '[ERROR] it broke'; exit 1");
    Run run = run("version");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.error())
        .contains("[ERROR] it broke\n")
        .contains("its whole output is in " + home + "/cli/target/launcher-build.log");
  }

  private void makeCheckout(String maven) throws IOException {
    Files.writeString(home.resolve("pom.xml"), "");
    Files.createDirectories(home.resolve("cli/src/main"));
    Files.writeString(home.resolve("cli/pom.xml"), "");
    Files.writeString(home.resolve("cli/src/main/A.java"), "");
    Path tools = Files.createDirectories(temp.resolve("maven"));
    Path mvn = tools.resolve("mvn");
    Files.writeString(mvn, "#!/bin/sh\n" + maven + "\n");
    assertThat(mvn.toFile().setExecutable(true)).isTrue();
    environment.put("PATH", tools + ":/usr/bin:/bin");
  }

  /** Started with nohup, or with & by a script, which would leave it deaf to both. */
  @Test
  void anAgentHearsSignalsThatItsParentIgnored() throws Exception {
    Path java = jdk("jdk", "25").resolve("bin/java");
    Files.writeString(java, "#!/bin/sh\ngrep SigIgn /proc/$$/status\n");
    environment.put("PROCONSUL_JAVA_HOME", temp.resolve("jdk").toString());
    String start = "trap '' HUP INT; exec '" + home.resolve("bin/consul") + "' ";
    Run agent = run(Path.of("/bin/sh"), "-c", start + "agent");
    assertThat(agent.out()).matches("SigIgn:\\s+[0-9a-f]{15}0\\s");
    Run command = run(Path.of("/bin/sh"), "-c", start + "members");
    assertThat(command.out()).matches("SigIgn:\\s+[0-9a-f]{15}3\\s");
  }
}
