import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * The last step of the build, run from source on the toolchain's JDK: writes the class path, makes
 * the AOT caches by a training run, marks the folder as built and packs it. A training that fails
 * costs speed only, so it prints a warning and the build goes on.
 */
public final class Pack {
  /** What commands load comes first; the rest follows by name, the same everywhere. */
  private static final List<String> FIRST = List.of("cli", "client", "model", "codec");

  private static final long TRAINING_SECONDS = 120;
  private static final Pattern SIGNATURE = Pattern.compile("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");

  private final Path target;
  private final Path dist;
  private final Path lib;
  private final String version;

  private Pack(Path target, String version) {
    this.target = target;
    this.dist = target.resolve("dist");
    this.lib = dist.resolve("lib");
    this.version = version;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    Pack pack = new Pack(Path.of(args[0]), args[1]);
    Path built = pack.dist.resolve("built");
    Files.deleteIfExists(built);
    List<String> jars = pack.writeClasspath();
    for (String jar : jars) {
      unsign(pack.lib.resolve(jar));
    }
    for (String kind : List.of("cli", "agent")) {
      pack.train(kind, jars);
    }
    Files.writeString(built, args[1] + "\n");
    Files.setLastModifiedTime(built, FileTime.from(Instant.parse(args[2])));
    if (Boolean.parseBoolean(args[3])) {
      pack.tarball();
    }
  }

  private List<String> writeClasspath() throws IOException {
    List<String> jars = new ArrayList<>();
    try (Stream<Path> files = Files.list(lib)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".jar"))
          .sorted()
          .forEach(jars::add);
    }
    List<String> ordered = new ArrayList<>();
    for (String module : FIRST) {
      ordered.add(module + "-" + version + ".jar");
    }
    jars.removeAll(ordered);
    ordered.addAll(jars);
    Files.writeString(lib.resolve("classpath"), String.join(" ", ordered) + "\n");
    return ordered;
  }

  /**
   * Takes the signatures out of a jar that has any: the JVM keeps no class of a signed jar in an
   * AOT cache, and reading Bouncy Castle's digests takes 0.15 s and 30 MB of every agent.
   */
  private static void unsign(Path jar) throws IOException {
    Path fresh = jar.resolveSibling(jar.getFileName() + ".unsigned");
    FileTime modified = Files.getLastModifiedTime(jar);
    try (ZipFile in = new ZipFile(jar.toFile())) {
      List<? extends ZipEntry> entries = Collections.list(in.entries());
      if (entries.stream().noneMatch(Pack::isSignature)) {
        return;
      }
      try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(fresh))) {
        for (ZipEntry entry : entries) {
          if (!isSignature(entry)) {
            ZipEntry copy = new ZipEntry(entry.getName());
            copy.setTime(entry.getTime());
            out.putNextEntry(copy);
            byte[] content = in.getInputStream(entry).readAllBytes();
            out.write(entry.getName().equals(JarFile.MANIFEST_NAME) ? mainPart(content) : content);
          }
        }
      }
    }
    Files.move(fresh, jar, StandardCopyOption.REPLACE_EXISTING);
    Files.setLastModifiedTime(jar, modified);
  }

  private static boolean isSignature(ZipEntry entry) {
    return SIGNATURE.matcher(entry.getName()).matches();
  }

  /** A manifest without the digests of entries. */
  private static byte[] mainPart(byte[] manifest) throws IOException {
    Manifest whole = new Manifest(new ByteArrayInputStream(manifest));
    whole.getEntries().clear();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    whole.write(out);
    return out.toByteArray();
  }

  private void train(String kind, List<String> jars) throws IOException, InterruptedException {
    Path cache = lib.resolve(kind + ".aot");
    Path stamp = lib.resolve(kind + ".stamp");
    Files.deleteIfExists(stamp);
    Files.deleteIfExists(cache);
    Path fresh = target.resolve(kind + ".aot");
    Files.deleteIfExists(fresh);
    Path log = target.resolve(kind + "-training.log");
    Process process = new ProcessBuilder(command(kind, fresh, jars))
        .directory(target.toFile())
        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
    if (!process.waitFor(TRAINING_SECONDS, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      System.out.println("[WARNING] no AOT cache for " + kind + ": the training took too long");
    } else if (process.exitValue() != 0 || !Files.exists(fresh)) {
      System.out.println("[WARNING] no AOT cache for " + kind + ": see " + log);
    } else {
      Files.move(fresh, cache, StandardCopyOption.REPLACE_EXISTING);
      Files.writeString(stamp, stamp(jars));
    }
  }

  private List<String> command(String kind, Path cache, List<String> jars) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:AOTCacheOutput=" + cache);
    command.add("-XX:+UseSerialGC");
    if (kind.equals("agent")) {
      command.add("-XX:+UseCompactObjectHeaders");
    } else {
      command.add("-XX:TieredStopAtLevel=1");
    }
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-cp");
    command.add(
        String.join(":", jars.stream().map(jar -> lib.resolve(jar).toString()).toList()));
    command.add("io.proconsul.cli.training.Training");
    command.add(kind);
    return command;
  }

  /** What the launcher compares before it names a cache: the JDK's build, then each jar. */
  private String stamp(List<String> jars) throws IOException {
    Properties release = new Properties();
    try (var in = Files.newBufferedReader(Path.of(System.getProperty("java.home"), "release"))) {
      release.load(in);
    }
    StringBuilder text = new StringBuilder()
        .append(release.getProperty("IMPLEMENTOR_VERSION", ""))
        .append(' ')
        .append(release.getProperty("JAVA_RUNTIME_VERSION", ""));
    for (String jar : jars.stream().sorted().toList()) {
      Path file = lib.resolve(jar);
      long seconds = Files.getLastModifiedTime(file).to(TimeUnit.SECONDS);
      text.append('\n')
          .append(jar)
          .append(' ')
          .append(Files.size(file))
          .append(' ')
          .append(seconds);
    }
    return text.append('\n').toString();
  }

  /** Packs through a link, so that the archive has one folder with the version in its name. */
  private void tarball() throws IOException, InterruptedException {
    String name = "proconsul-" + version;
    Path link = target.resolve(name);
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, Path.of("dist"));
    int exit = new ProcessBuilder("tar", "-chzf", name + ".tar.gz", name)
        .directory(target.toFile())
        .inheritIO()
        .start()
        .waitFor();
    Files.delete(link);
    if (exit != 0) {
      throw new IOException("tar ended with status " + exit);
    }
  }
}
