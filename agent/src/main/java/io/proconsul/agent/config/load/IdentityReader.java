package io.proconsul.agent.config.load;

import io.proconsul.agent.config.ConfigException;
import io.proconsul.agent.config.Identity;
import io.proconsul.model.MetaRules;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads who the agent is. */
final class IdentityReader {
  private static final Pattern DATACENTER = Pattern.compile("[a-z0-9_-]+");
  private static final Pattern DNS_NAME = Pattern.compile("[a-zA-Z0-9-]+");

  private final Section root;
  private final List<String> warnings;

  IdentityReader(Section root, List<String> warnings) {
    this.root = root;
    this.warnings = warnings;
  }

  Identity read(Optional<Path> dataDir) {
    String datacenter = root.text("datacenter", "dc1").toLowerCase(Locale.ROOT);
    if (datacenter.isEmpty()) {
      throw new ConfigException("datacenter cannot be empty");
    }
    if (!DATACENTER.matcher(datacenter).matches()) {
      throw new ConfigException("datacenter can only contain lowercase alphanumeric, - or _"
          + " characters. received: \"" + datacenter + "\"");
    }
    String name = root.text("node_name").trim();
    if (name.isEmpty()) {
      name = hostname();
    }
    if (!DNS_NAME.matcher(name).matches()) {
      warnings.add("Node name \"" + name + "\" will not be discoverable via DNS due to invalid"
          + " characters. Valid characters include all alpha-numerics and dashes.");
    }
    MetaRules.problem(root.textMap("node_meta")).ifPresent(problem -> {
      throw new ConfigException("node_meta invalid: " + problem);
    });
    return new Identity(
        name,
        NodeId.of(root.text("node_id"), dataDir),
        datacenter,
        withoutDot(root.text("domain", "consul")),
        withoutDot(root.text("alt_domain")),
        root.textMap("node_meta"));
  }

  private static String withoutDot(String domain) {
    return domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
  }

  private static String hostname() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      throw new ConfigException("node_name cannot be empty");
    }
  }
}
