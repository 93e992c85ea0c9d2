package io.proconsul.agent.config.load;

import io.proconsul.agent.config.ConfigException;
import io.proconsul.agent.config.ConnectConfig;
import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Value;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.connect.RootRules;
import io.proconsul.model.connect.CaConfiguration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Reads what concerns the mesh. */
final class ConnectReader {
  private static final String CLUSTER_ID = "cluster_id";

  /** What of the authority files may spell with underscores, too. */
  private static final Map<String, String> NAMES = Map.of(
      "intermediate_cert_ttl", "IntermediateCertTTL",
      "leaf_cert_ttl", "LeafCertTTL",
      "root_cert_ttl", "RootCertTTL",
      "private_key", "PrivateKey",
      "private_key_type", "PrivateKeyType",
      "private_key_bits", "PrivateKeyBits",
      "root_cert", "RootCert",
      "csr_max_per_second", "CSRMaxPerSecond",
      "csr_max_concurrent", "CSRMaxConcurrent");

  private final Section root;

  ConnectReader(Section root) {
    this.root = root;
  }

  ConnectConfig read() {
    Section connect = root.section("connect");
    String provider = connect.text("ca_provider");
    if (!provider.isEmpty() && !provider.equals(CaConfiguration.BUILT_IN)) {
      throw new ConfigException("connect.ca_provider is \"" + provider
          + "\", but this version has the built-in authority alone, which is \""
          + CaConfiguration.BUILT_IN + "\"");
    }
    Value.Obj given = connect.object("ca_config");
    return new ConnectConfig(connect.bool("enabled", true), clusterId(given), caConfig(given));
  }

  private static String clusterId(Value.Obj given) {
    String id = given.get(CLUSTER_ID) instanceof Value.Str(String text) ? text : "";
    try {
      if (!id.isEmpty() && !UUID.fromString(id).toString().equalsIgnoreCase(id)) {
        throw new IllegalArgumentException();
      }
    } catch (IllegalArgumentException _) {
      throw new ConfigException("connect.ca_config.cluster_id was supplied but was not a valid"
          + " UUID: \"" + id + "\"");
    }
    return id;
  }

  private static Value.Obj caConfig(Value.Obj given) {
    Map<String, Value> config = new TreeMap<>(ConnectConfig.CA_DEFAULTS.fields());
    given.fields().forEach((key, value) -> {
      if (!key.equals(CLUSTER_ID)) {
        config.put(NAMES.getOrDefault(key, key), value);
      }
    });
    Value.Obj all = new Value.Obj(config);
    try {
      RootRules.of(all);
    } catch (ConsulException | DecodeException e) {
      throw new ConfigException("connect.ca_config: " + e.getMessage());
    }
    return all;
  }
}
