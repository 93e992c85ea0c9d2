package io.proconsul.client;

import io.proconsul.client.wire.Dial;
import io.proconsul.client.wire.Exchange;
import io.proconsul.client.wire.Outgoing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A client of one agent. Each call opens a connection of its own and blocks its thread; the client
 * itself holds nothing open and may be shared between threads.
 */
public final class ConsulClient {
  private final ClientConfig config;

  public ConsulClient(ClientConfig config) {
    this.config = config;
  }

  /**
   * Sends the call and reads the whole answer, whatever its status.
   *
   * @throws ClientException when no answer came, in the words of Go's client
   */
  public Reply send(Call call) {
    try (Exchange exchange = start(call)) {
      return reply(exchange);
    } catch (IOException e) {
      throw failed(call, e);
    }
  }

  /**
   * As {@link #send}, for an answer that must be a success.
   *
   * @throws StatusException when the agent's answer is not 200
   */
  public Reply sendOk(Call call) {
    return send(call).ok();
  }

  /**
   * Opens a stream such as the agent's log; it ends when the agent or the caller closes it.
   *
   * @throws StatusException when the agent's answer is not 200
   */
  public InputStream stream(Call call) {
    try {
      Exchange exchange = start(call);
      if (exchange.status() == Reply.OK) {
        return exchange.body();
      }
      try (exchange) {
        throw reply(exchange).failure();
      }
    } catch (IOException e) {
      throw failed(call, e);
    }
  }

  /** Keys and values. */
  public KvClient kv() {
    return new KvClient(this);
  }

  public CatalogClient catalog() {
    return new CatalogClient(this);
  }

  public AgentClient agent() {
    return new AgentClient(this);
  }

  /** Events to all agents. */
  public EventClient event() {
    return new EventClient(this);
  }

  public CoordinateClient coordinate() {
    return new CoordinateClient(this);
  }

  /** The mesh. */
  public ConnectClient connect() {
    return new ConnectClient(this);
  }

  /** The servers themselves. */
  public OperatorClient operator() {
    return new OperatorClient(this);
  }

  /** The whole state as an archive. */
  public SnapshotClient snapshot() {
    return new SnapshotClient(this);
  }

  /** The keys of the gossip pools. */
  public KeyringClient keyring() {
    return new KeyringClient(this);
  }

  private Exchange start(Call call) throws IOException {
    ClientConfig.Scope scope = config.scope();
    addUnlessGiven(call, "dc", scope.datacenter());
    addUnlessGiven(call, "ns", scope.namespace());
    addUnlessGiven(call, "partition", scope.partition());
    return Exchange.start(
        new Dial(config.target(), config.tls(), config.connectTimeout()),
        new Outgoing(call.method(), url(call), headers(), call.body(), call.upload()));
  }

  private Reply reply(Exchange exchange) throws IOException {
    return new Reply(
        exchange.status(), exchange.headers(), exchange.readAll(config.maxResponseBytes()));
  }

  private Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    if (!config.token().isEmpty()) {
      headers.put("X-Consul-Token", config.token());
    }
    String credentials = config.basicAuth();
    if (!credentials.isEmpty()) {
      String pair = credentials.contains(":") ? credentials : credentials + ":";
      headers.put(
          "Authorization",
          "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }
    return headers;
  }

  private static void addUnlessGiven(Call call, String name, String value) {
    if (!call.has(name)) {
      call.withUnlessEmpty(name, value);
    }
  }

  private String url(Call call) {
    return call.target(config.target().prefix());
  }

  private ClientException failed(Call call, IOException e) {
    String method = call.method();
    String verb = method.charAt(0) + method.substring(1).toLowerCase(Locale.ROOT);
    return new ClientException(
        verb + " \"" + config.target().url() + url(call) + "\": " + e.getMessage(), e);
  }
}
