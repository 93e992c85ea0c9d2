package io.proconsul.agent.config;

import io.proconsul.codec.Value;
import java.util.Map;

/**
 * The mesh.
 *
 * @param enabled whether this agent takes part: a server that leads makes the certificate
 *     authority, and questions about it are answered
 * @param clusterId of a datacenter that has none yet; empty to have one made
 * @param caConfig what the authority of such a datacenter is told, by the names of the API
 */
public record ConnectConfig(boolean enabled, String clusterId, Value.Obj caConfig)
    implements AgentConfig.Part {

  /** What the authority goes by where nobody says anything. */
  public static final Value.Obj CA_DEFAULTS = new Value.Obj(Map.of(
      "IntermediateCertTTL", Value.of("8760h"),
      "LeafCertTTL", Value.of("72h"),
      "RootCertTTL", Value.of("87600h")));

  public static final ConnectConfig DEFAULT = new ConnectConfig(true, "", CA_DEFAULTS);
}
