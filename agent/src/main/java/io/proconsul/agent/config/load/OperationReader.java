package io.proconsul.agent.config.load;

import io.proconsul.agent.config.LogConfig;
import io.proconsul.agent.config.Operation;
import io.proconsul.agent.config.ProcessConfig;
import io.proconsul.agent.config.TelemetryConfig;
import io.proconsul.agent.config.TlsConfig;
import io.proconsul.agent.config.UiConfig;
import io.proconsul.agent.config.WatchConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads what concerns the process rather than the cluster. */
final class OperationReader {
  private final Section root;
  private final boolean dev;

  OperationReader(Section root, boolean dev) {
    this.root = root;
    this.dev = dev;
  }

  Operation read(boolean server) {
    return new Operation(
        log(),
        new ProcessConfig(
            file(root.text("pid_file")),
            root.bool("leave_on_terminate", !server),
            root.bool("skip_leave_on_interrupt", server),
            root.bool("enable_debug", dev)),
        ui(),
        tls("https", false),
        tls("internal_rpc", all().bool("verify_server_hostname", false)),
        telemetry(),
        root.objects("watches").stream().map(WatchConfig::new).toList());
  }

  private static Optional<Path> file(String path) {
    return path.isEmpty() ? Optional.empty() : Optional.of(Path.of(path));
  }

  private LogConfig log() {
    String level = root.text("log_level", dev ? "DEBUG" : "INFO");
    return new LogConfig(
        LogConfig.LEVELS.contains(level.toUpperCase(Locale.ROOT))
            ? level.toUpperCase(Locale.ROOT)
            : level,
        root.bool("log_json", false),
        file(root.text("log_file")),
        root.integer("log_rotate_bytes", 0),
        root.duration("log_rotate_duration", Duration.ZERO),
        root.integer("log_rotate_max_files", 0));
  }

  private UiConfig ui() {
    Section ui = root.section("ui_config");
    return new UiConfig(
        ui.bool("enabled", dev),
        contentPath(ui.text("content_path", UiConfig.DEFAULT.contentPath())));
  }

  /** One slash before and one behind, whatever was given. */
  private static String contentPath(String given) {
    int start = 0;
    int end = given.length();
    while (start < end && given.charAt(start) == '/') {
      start++;
    }
    while (end > start && given.charAt(end - 1) == '/') {
      end--;
    }
    return start == end ? "/" : "/" + given.substring(start, end) + "/";
  }

  private Section all() {
    return root.section("tls").section("defaults");
  }

  /** @param serverHostname whether servers must prove to be such, if nothing else is said */
  private TlsConfig tls(String listener, boolean serverHostname) {
    Section all = all();
    Section own = root.section("tls").section(listener);
    return new TlsConfig(
        text(own, all, "ca_file"),
        text(own, all, "ca_path"),
        text(own, all, "cert_file"),
        text(own, all, "key_file"),
        minVersion(text(own, all, "tls_min_version")),
        suites(text(own, all, "tls_cipher_suites")),
        bool(own, all, "verify_incoming"),
        bool(own, all, "verify_outgoing"),
        listener.equals("internal_rpc") && own.bool("verify_server_hostname", serverHostname));
  }

  private static boolean bool(Section own, Section all, String key) {
    return own.bool(key, all.bool(key, false));
  }

  private static String text(Section own, Section all, String key) {
    return own.text(key, all.text(key));
  }

  /** Consul's old files have Consul's old names. */
  private static String minVersion(String text) {
    return switch (text) {
      case "" -> TlsConfig.NONE.minVersion();
      case "tls10" -> "TLSv1_0";
      case "tls11" -> "TLSv1_1";
      case "tls12" -> "TLSv1_2";
      case "tls13" -> "TLSv1_3";
      default -> text;
    };
  }

  private static List<String> suites(String text) {
    return text.isBlank()
        ? List.of()
        : Arrays.stream(text.split(",", -1))
            .map(String::trim)
            .filter(s -> !s.isEmpty())
            .toList();
  }

  private TelemetryConfig telemetry() {
    Section telemetry = root.section("telemetry");
    TelemetryConfig standard = TelemetryConfig.DEFAULT;
    return new TelemetryConfig(
        telemetry.text("metrics_prefix", standard.metricsPrefix()),
        telemetry.bool("disable_hostname", standard.disableHostname()),
        telemetry.duration("prometheus_retention_time", standard.prometheusRetention()));
  }
}
