package io.proconsul.bench.process;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** One durable server under load: keys, health, DNS and registrations. */
final class ServerScenarios {
  private static final String PUT = """
      math.randomseed(os.time())
      request = function()
        return wrk.format("PUT", "/v1/kv/bench/" .. math.random(10000), nil, string.rep("x", 36))
      end
      """;

  private static final String REGISTER = """
      math.randomseed(os.time())
      request = function()
        local i = math.random(200000)
        return wrk.format("PUT", "/v1/catalog/register", nil, '{"Node":"m' .. i ..
          '","Address":"10.1.1.1","Service":{"Service":"api","Port":80}}')
      end
      """;

  private ServerScenarios() {}

  static Map<String, Double> putKeys(ServerProcess server, Load load) throws IOException {
    Map<String, Double> figures = new LinkedHashMap<>();
    put(figures, "put", load.scripted(PUT));
    return figures;
  }

  static Map<String, Double> getKeys(ServerProcess server, Load load) throws IOException {
    server.put("/v1/kv/foo", "x".repeat(36));
    Map<String, Double> figures = new LinkedHashMap<>();
    put(figures, "default", load.get("/v1/kv/foo"));
    put(figures, "consistent", load.get("/v1/kv/foo?consistent"));
    put(figures, "stale", load.get("/v1/kv/foo?stale"));
    return figures;
  }

  static Map<String, Double> health(ServerProcess server, Load load) throws IOException {
    register(server, "web", 1_000);
    register(server, "small", 20);
    Map<String, Double> figures = new LinkedHashMap<>();
    put(figures, "inst20", load.get("/v1/health/service/small?passing"));
    put(figures, "inst1000", load.get("/v1/health/service/web?passing", 16));
    return figures;
  }

  static Map<String, Double> dns(ServerProcess server, Load load) throws IOException {
    register(server, "three", 3);
    register(server, "many", 200);
    Map<String, Double> figures = new LinkedHashMap<>();
    put(figures, "a3", load.dns("three.service.consul A"));
    put(figures, "srv200", load.dns("many.service.consul SRV"));
    return figures;
  }

  static Map<String, Double> registrations(ServerProcess server, Load load) throws IOException {
    int count = 3_000;
    long before = System.nanoTime();
    register(server, "web", count);
    double seconds = (System.nanoTime() - before) / 1e9;
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("sequential_per_s", count / seconds);
    put(figures, "conc64", load.scripted(REGISTER));
    figures.put("rss_mb", server.residentMegabytes());
    return figures;
  }

  private static void put(Map<String, Double> figures, String name, Load.Outcome outcome) {
    figures.put(name + "_per_s", outcome.perSecond());
    figures.put(name + "_p50_ms", outcome.p50Millis());
    figures.put(name + "_p99_ms", outcome.p99Millis());
    figures.put(name + "_cpu_us", outcome.processorMicros());
  }

  /** Instances on nodes of their own, one after the other over one connection. */
  private static void register(ServerProcess server, String service, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      String body =
          """
          {"Node": "node%d", "Address": "10.%d.%d.%d",
           "Service": {"ID": "%s1", "Service": "%s", "Port": 8000, "Tags": ["prod", "v1"],
             "Meta": {"version": "1"}},
           "Check": {"CheckID": "%s:hc", "Name": "hc", "Status": "passing", "ServiceID": "%s1"}}
          """.formatted(i, i >> 16, i >> 8 & 255, i & 255, service, service, service, service);
      ServerProcess.Answer answer = server.put("/v1/catalog/register", body);
      if (answer.status() != 200) {
        throw new IOException("register: " + answer.text());
      }
    }
  }
}
