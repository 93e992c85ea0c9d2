package io.proconsul.bench.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Drives a server with wrk and dnsperf, which cost little of the processors that both share. */
final class Load {
  private static final int CONNECTIONS = 64;

  private final ServerProcess server;
  private final Arguments.Pace pace;

  Load(ServerProcess server, Arguments.Pace pace) {
    this.server = server;
    this.pace = pace;
  }

  /**
   * @param perSecond answers
   * @param p99Millis latency
   * @param processorMicros of the server for each answer
   */
  record Outcome(double perSecond, double p50Millis, double p99Millis, double processorMicros) {}

  Outcome get(String path) throws IOException {
    return http(path, CONNECTIONS, "");
  }

  Outcome get(String path, int connections) throws IOException {
    return http(path, connections, "");
  }

  /** Requests that a script of wrk makes. */
  Outcome scripted(String script) throws IOException {
    return http("/", CONNECTIONS, script);
  }

  private Outcome http(String path, int connections, String script) throws IOException {
    List<String> command = new ArrayList<>(List.of("wrk", "-t2", "-c" + connections, "--latency"));
    if (!script.isEmpty()) {
      Path file = server.folder().resolve("script.lua");
      Files.writeString(file, script);
      command.addAll(List.of("-s", file.toString()));
    }
    command.add("http://127.0.0.1:" + server.httpPort() + path);
    if (pace.warmSeconds() > 0) {
      run(with(command, "-d" + pace.warmSeconds() + "s"));
    }
    long before = server.processorTime().toNanos();
    String out = run(with(command, "-d" + pace.seconds() + "s"));
    long used = server.processorTime().toNanos() - before;
    String bad = find(out, "Non-2xx or 3xx responses: (\\d+)", "0");
    if (!bad.equals("0")) {
      throw new IOException(bad + " requests were refused: " + path);
    }
    double answers = Double.parseDouble(find(out, "(\\d+) requests in", "1"));
    return new Outcome(
        Double.parseDouble(find(out, "Requests/sec:\\s+([\\d.]+)", "0")),
        millis(out, 50),
        millis(out, 99),
        used / 1e3 / answers);
  }

  private static double millis(String out, int percentile) {
    Matcher matcher =
        Pattern.compile("\\n\\s+" + percentile + "%\\s+([\\d.]+)(us|ms|s)").matcher(out);
    if (!matcher.find()) {
      return 0;
    }
    double value = Double.parseDouble(matcher.group(1));
    return switch (matcher.group(2)) {
      case "us" -> value / 1e3;
      case "s" -> value * 1e3;
      default -> value;
    };
  }

  /** One question again and again, such as {@code web.service.consul A}. */
  Outcome dns(String question) throws IOException {
    Path file = server.folder().resolve("questions");
    Files.writeString(file, question + "\n");
    List<String> command = List.of(
        "dnsperf",
        "-s",
        "127.0.0.1",
        "-p",
        Integer.toString(server.dnsPort()),
        "-d",
        file.toString(),
        "-c",
        "16",
        "-q",
        "200",
        "-l");
    if (pace.warmSeconds() > 0) {
      run(with(command, Integer.toString(pace.warmSeconds())));
    }
    long before = server.processorTime().toNanos();
    String out = run(with(command, Integer.toString(pace.seconds())));
    long used = server.processorTime().toNanos() - before;
    double answers = Double.parseDouble(find(out, "Queries completed:\\s+(\\d+)", "1"));
    double average = Double.parseDouble(find(out, "Average Latency \\(s\\):\\s+([\\d.]+)", "0"));
    return new Outcome(
        Double.parseDouble(find(out, "Queries per second:\\s+([\\d.]+)", "0")),
        average * 1e3,
        average * 1e3,
        used / 1e3 / Math.max(1, answers));
  }

  private static String find(String text, String regex, String otherwise) {
    Matcher matcher = Pattern.compile(regex).matcher(text);
    return matcher.find() ? matcher.group(1) : otherwise;
  }

  private static List<String> with(List<String> command, String word) {
    List<String> longer = new ArrayList<>(command);
    longer.add(word);
    return longer;
  }

  private static String run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
