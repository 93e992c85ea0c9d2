package io.proconsul.agent.config;

/** Ports; 0 lets the system choose, -1 switches a listener off. */
public record Ports(
    int http, int https, int dns, int server, int serfLan, int serfWan, int grpc, int grpcTls)
    implements AgentConfig.Part {
  public static Ports standard() {
    return new Ports(8500, -1, 8600, 8300, 8301, 8302, -1, -1);
  }

  public static Ports any() {
    return new Ports(0, -1, 0, 0, 0, 0, -1, -1);
  }
}
