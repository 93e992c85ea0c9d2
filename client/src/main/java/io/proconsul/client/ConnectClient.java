package io.proconsul.client;

import io.proconsul.codec.json.JsonWriter;
import io.proconsul.model.connect.CaConfiguration;

/** The mesh. Obtained from {@link ConsulClient#connect}; as free to share. */
public final class ConnectClient {
  private static final String CONFIGURATION = "/v1/connect/ca/configuration";
  private final ConsulClient client;

  ConnectClient(ConsulClient client) {
    this.client = client;
  }

  /** What the certificate authority goes by; without the cluster's id. */
  public CaConfiguration caConfiguration(QueryOptions options) {
    Reply reply = client.sendOk(Call.get(CONFIGURATION).with(options));
    return Answers.one(reply.json(), "CAConfig", CaConfiguration.MAPPING);
  }

  /** Has the authority go by something else, which makes another root if it asks for other keys. */
  public void setCaConfiguration(CaConfiguration wanted) {
    client.sendOk(Call.put(CONFIGURATION, JsonWriter.compact(wanted, CaConfiguration::show)));
  }
}
