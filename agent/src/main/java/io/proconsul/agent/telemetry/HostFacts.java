package io.proconsul.agent.telemetry;

import io.proconsul.codec.Sink;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the machine is: memory, processors, system and disk, as far as Linux tells it in
 * {@code /proc}. What cannot be read is left out and stands among the errors.
 */
final class HostFacts {
  private static final Path PROC = Path.of("/proc");

  private final Map<String, Object> memory = new LinkedHashMap<>();
  private final List<Map<String, Object>> processors = new ArrayList<>();
  private final Map<String, Object> host = new LinkedHashMap<>();
  private final Map<String, Object> disk = new LinkedHashMap<>();
  private final List<String> errors = new ArrayList<>();
  private final long collectedNanos;

  /** One kind of facts. */
  private interface Part {
    void read() throws IOException;
  }

  private HostFacts(Path dataDir, InstantSource clock) {
    long now = clock.millis();
    collectedNanos = now * 1_000_000;
    collect(this::readMemory);
    collect(this::readProcessors);
    collect(() -> readHost(now / 1_000));
    collect(() -> readDisk(dataDir));
  }

  /** Blocks on the disk. */
  static HostFacts collect(Path dataDir, InstantSource clock) {
    return new HostFacts(dataDir, clock);
  }

  private void collect(Part part) {
    try {
      part.read();
    } catch (IOException e) {
      errors.add(String.valueOf(e.getMessage()));
    }
  }

  private void readMemory() throws IOException {
    Map<String, Long> kilobytes = new LinkedHashMap<>();
    for (String line : Files.readAllLines(PROC.resolve("meminfo"))) {
      String[] parts = line.split("[:\\s]+");
      if (parts.length >= 2) {
        kilobytes.put(parts[0], Long.parseLong(parts[1]));
      }
    }
    long total = kilobytes.getOrDefault("MemTotal", 0L) * 1024;
    long available = kilobytes.getOrDefault("MemAvailable", 0L) * 1024;
    memory.put("total", total);
    memory.put("available", available);
    memory.put("used", total - available);
    memory.put("usedPercent", total == 0 ? 0.0 : 100.0 * (total - available) / total);
    memory.put("free", kilobytes.getOrDefault("MemFree", 0L) * 1024);
    memory.put("buffers", kilobytes.getOrDefault("Buffers", 0L) * 1024);
    memory.put("cached", kilobytes.getOrDefault("Cached", 0L) * 1024);
    memory.put("swapTotal", kilobytes.getOrDefault("SwapTotal", 0L) * 1024);
    memory.put("swapFree", kilobytes.getOrDefault("SwapFree", 0L) * 1024);
  }

  private void readProcessors() throws IOException {
    Map<String, Object> current = new LinkedHashMap<>();
    for (String line : Files.readAllLines(PROC.resolve("cpuinfo"))) {
      int colon = line.indexOf(':');
      String value = colon < 0 ? "" : line.substring(colon + 1).strip();
      switch (colon < 0 ? "" : line.substring(0, colon).strip()) {
        case "processor" -> {
          current = new LinkedHashMap<>();
          current.put("cpu", Long.parseLong(value));
          processors.add(current);
        }
        case "vendor_id" -> current.put("vendorId", value);
        case "cpu family" -> current.put("family", value);
        case "model" -> current.put("model", value);
        case "model name" -> current.put("modelName", value);
        case "cpu MHz" -> current.put("mhz", Double.parseDouble(value));
        default -> {
          // Further details are not shown.
        }
      }
    }
  }

  private void readHost(long nowSeconds) throws IOException {
    String uptime = Files.readString(PROC.resolve("uptime"));
    long up = (long) Double.parseDouble(uptime.split("\\s+")[0]);
    host.put("hostname", InetAddress.getLocalHost().getHostName());
    host.put("uptime", up);
    host.put("bootTime", nowSeconds - up);
    host.put("procs", ProcessHandle.allProcesses().count());
    host.put("os", "linux");
    host.put("kernelVersion", System.getProperty("os.version", ""));
    host.put("kernelArch", System.getProperty("os.arch", ""));
    Path machineId = Path.of("/etc/machine-id");
    host.put("hostId", Files.isReadable(machineId) ? Files.readString(machineId).strip() : "");
  }

  private void readDisk(Path dataDir) throws IOException {
    FileStore store = Files.getFileStore(dataDir);
    long total = store.getTotalSpace();
    long free = store.getUsableSpace();
    disk.put("path", dataDir.toString());
    disk.put("fstype", store.type());
    disk.put("total", total);
    disk.put("free", free);
    disk.put("used", total - free);
    disk.put("usedPercent", total == 0 ? 0.0 : 100.0 * (total - free) / total);
  }

  void writeTo(Sink out) {
    out.beginObject();
    out.field("Memory", memory, HostFacts::write);
    out.list("CPU", processors, HostFacts::write);
    out.field("Host", host, HostFacts::write);
    out.field("Disk", disk, HostFacts::write);
    out.field("CollectionTime", collectedNanos);
    out.strings("Errors", errors.isEmpty() ? null : errors);
    out.endObject();
  }

  private static void write(Map<String, Object> facts, Sink out) {
    out.beginObject();
    facts.forEach((name, value) -> {
      out.name(name);
      switch (value) {
        case Long whole -> out.integer(whole);
        case Double real -> out.number(real);
        default -> out.string(value.toString());
      }
    });
    out.endObject();
  }
}
