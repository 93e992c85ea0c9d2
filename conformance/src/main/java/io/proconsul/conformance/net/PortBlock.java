package io.proconsul.conformance.net;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive free ports for one agent and its fixtures, reserved against other runs of this
 * program by a lock file and within this one by a set. Any thread may take and close blocks.
 */
public final class PortBlock implements AutoCloseable {
  public static final int SIZE = 20;
  private static final int LOWEST = 25_000;
  private static final int HIGHEST = 29_999;
  private static final Set<Integer> TAKEN = Collections.synchronizedSet(new HashSet<>());

  private final int base;
  private final FileChannel lock;
  private int next;

  private PortBlock(int base, FileChannel lock) {
    this.base = base;
    this.lock = lock;
  }

  public static PortBlock reserve() throws IOException {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"), "conformance-ports");
    Files.createDirectories(folder);
    List<Integer> bases = new ArrayList<>();
    for (int base = LOWEST; base + SIZE - 1 <= HIGHEST; base += SIZE) {
      bases.add(base);
    }
    Collections.shuffle(bases);
    for (int base : bases) {
      if (TAKEN.add(base)) {
        FileChannel lock = lock(folder.resolve(base + ".lock"));
        if (lock != null && allFree(base)) {
          return new PortBlock(base, lock);
        }
        if (lock != null) {
          lock.close();
        }
        TAKEN.remove(base);
      }
    }
    throw new IOException("no free block of ports in " + LOWEST + "-" + HIGHEST);
  }

  /** The next port of the block; at most {@value #SIZE}. */
  public synchronized int take() {
    if (next == SIZE) {
      throw new IllegalStateException("a scenario uses more than " + SIZE + " ports");
    }
    return base + next++;
  }

  @Override
  public void close() throws IOException {
    lock.close();
    TAKEN.remove(base);
  }

  private static @Nullable FileChannel lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      return null;
    }
    return channel;
  }

  private static boolean allFree(int base) throws IOException {
    for (int port = base; port < base + SIZE; port++) {
      if (!free(port)) {
        return false;
      }
    }
    return true;
  }

  private static boolean free(int port) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try (ServerSocket tcp = new ServerSocket();
        DatagramSocket _ = new DatagramSocket(address)) {
      tcp.setReuseAddress(true);
      tcp.bind(address);
      return true;
    } catch (BindException e) {
      return false;
    }
  }
}
