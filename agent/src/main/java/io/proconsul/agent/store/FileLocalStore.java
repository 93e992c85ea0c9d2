package io.proconsul.agent.store;

import io.proconsul.core.local.LocalStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an agent's own services and checks as files named by the hash of their id:
 * {@code services/}, {@code checks/} and {@code checks/state/}. A file appears whole or not at all.
 * Writes run on a few threads; those of one entry on the same one, in order. At most
 * {@value #MAX_QUEUED} wait for each.
 */
public final class FileLocalStore implements LocalStore, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("agent");
  private static final int LANES = 4;
  private static final int MAX_QUEUED = 4_096;
  private static final String UNFINISHED = ".tmp";

  private final Path dataDir;
  private final List<ThreadPoolExecutor> lanes = new ArrayList<>();

  /** @throws IOException when a folder cannot be made */
  public FileLocalStore(Path dataDir) throws IOException {
    this.dataDir = dataDir;
    for (Kind kind : Kind.values()) {
      Files.createDirectories(folder(kind));
    }
    for (int i = 0; i < LANES; i++) {
      ThreadPoolExecutor lane = new ThreadPoolExecutor(
          1,
          1,
          10,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(MAX_QUEUED),
          Thread.ofPlatform().name("local-store-" + i).daemon().factory());
      lane.allowCoreThreadTimeOut(true);
      lanes.add(lane);
    }
  }

  /** A change on disk. */
  private interface Write {
    void run() throws IOException;
  }

  @Override
  public boolean keeps() {
    return true;
  }

  @Override
  public void put(Kind kind, String id, byte[] json, Done done) {
    Path file = folder(kind).resolve(hash(id));
    run(file, () -> replace(file, json, kind != Kind.CHECK_STATE), done);
  }

  @Override
  public void remove(Kind kind, String id, Done done) {
    Path file = folder(kind).resolve(hash(id));
    run(file, () -> Files.deleteIfExists(file), done);
  }

  @Override
  public List<byte[]> load(Kind kind) {
    List<byte[]> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder(kind))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (file.toString().endsWith(UNFINISHED)) {
          Files.delete(file); // a write that a crash cut off
        } else {
          found.add(Files.readAllBytes(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder(kind), e);
    }
    return found;
  }

  /** Finishes the writes that were asked for. */
  @Override
  public void close() {
    lanes.forEach(ThreadPoolExecutor::shutdown);
    try {
      for (ThreadPoolExecutor lane : lanes) {
        if (!lane.awaitTermination(10, TimeUnit.SECONDS)) {
          LOG.error("Not everything could be written to {}", dataDir);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(Path file, Write write, Done done) {
    Runnable task = () -> {
      String problem = "";
      try {
        write.run();
      } catch (IOException e) {
        problem = "failed writing " + file + ": " + e.getMessage();
        LOG.error("Cannot keep a registration: {}", problem);
      }
      done.ended(problem);
    };
    try {
      lanes.get(Math.floorMod(file.getFileName().hashCode(), LANES)).execute(task);
    } catch (RejectedExecutionException _) {
      done.ended("too many registrations are being written, try again later");
    }
  }

  /** A check's last report is not worth waiting for the disk: it is out of date within its TTL. */
  private static void replace(Path file, byte[] content, boolean durable) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
    try (FileChannel channel = FileChannel.open(
        unfinished,
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE,
        StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      if (durable) {
        channel.force(true);
      }
    }
    Files.move(
        unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private Path folder(Kind kind) {
    return switch (kind) {
      case SERVICE -> dataDir.resolve("services");
      case CHECK -> dataDir.resolve("checks");
      case CHECK_STATE -> dataDir.resolve("checks").resolve("state");
    };
  }

  private static String hash(String id) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(id.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
