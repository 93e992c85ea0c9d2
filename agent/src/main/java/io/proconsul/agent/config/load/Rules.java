package io.proconsul.agent.config.load;

import io.proconsul.agent.config.AgentConfig;
import io.proconsul.agent.config.ConfigException;
import io.proconsul.codec.DecodeException;
import io.proconsul.codec.GoBase64;
import java.nio.file.Files;
import java.util.List;

/** What must hold of a configuration as a whole, in Consul's words and order. */
final class Rules {
  private static final int RAFT_PROTOCOL = 3;

  private final Section root;
  private final AgentConfig config;
  private final List<String> warnings;

  Rules(Section root, AgentConfig config, List<String> warnings) {
    this.root = root;
    this.config = config;
    this.warnings = warnings;
  }

  void check() {
    int raft = root.integer("raft_protocol", RAFT_PROTOCOL);
    if (raft != RAFT_PROTOCOL) {
      throw new ConfigException(
          "raft_protocol version " + raft + " is not supported by this version of Consul");
    }
    int protocol = root.integer("protocol", 2);
    if (protocol < 2 || protocol > 3) {
      throw new ConfigException("Protocol version '" + protocol + "' too "
          + (protocol < 2 ? "low" : "high") + ". Must be in range: [2, 3]");
    }
    config.role().dataDir().ifPresent(folder -> {
      if (Files.exists(folder) && !Files.isDirectory(folder)) {
        throw new ConfigException("data_dir \"" + folder + "\" is not a directory");
      }
    });
    int multiplier = config.performance().raftMultiplier();
    if (multiplier < 1 || multiplier > 10) {
      throw new ConfigException(
          "performance.raft_multiplier cannot be " + multiplier + ". Must be between 1 and 10");
    }
    if (config.addresses().dns().stream().anyMatch(address -> address.startsWith("unix:"))) {
      throw new ConfigException("DNS address cannot be a unix socket");
    }
    if (!root.text("segment").isEmpty()) {
      throw new ConfigException("Network segments are not supported in this version of Consul");
    }
    encryption();
    bootstrap();
  }

  private void encryption() {
    String key = root.text("encrypt");
    if (key.isEmpty()) {
      return;
    }
    try {
      int size = GoBase64.decode(key).length;
      if (size != 16 && size != 24 && size != 32) {
        throw new ConfigException("encrypt has invalid key: key size must be 16, 24 or 32 bytes");
      }
    } catch (DecodeException e) {
      throw new ConfigException("encrypt has invalid key: " + e.getMessage());
    }
  }

  private void bootstrap() {
    int expect = root.integer("bootstrap_expect", 0);
    if (expect == 1) {
      warnings.add("BootstrapExpect is set to 1; this is the same as Bootstrap mode.");
    } else if (expect == 2) {
      warnings.add("bootstrap_expect = 2: A cluster with 2 servers will provide no failure"
          + " tolerance. See https://developer.hashicorp.com/docs/internals/consensus"
          + "#deployment-table");
    } else if (expect > 2 && expect % 2 == 0) {
      warnings.add("bootstrap_expect is even number: A cluster with an even number of servers does"
          + " not achieve optimum fault tolerance. See"
          + " https://developer.hashicorp.com/docs/internals/consensus#deployment-table");
    }
    if (expect > 1) {
      warnings.add("bootstrap_expect > 0: expecting " + expect + " servers");
    }
    if (root.bool("bootstrap", false)) {
      warnings.add("bootstrap = true: do not enable unless necessary");
    }
  }
}
