package io.proconsul.agent.config.debug;

import io.proconsul.agent.config.Addresses;
import io.proconsul.agent.config.AgentConfig;
import io.proconsul.agent.config.Limits;
import io.proconsul.agent.config.LogConfig;
import io.proconsul.agent.config.Operation;
import io.proconsul.agent.config.Performance;
import io.proconsul.agent.config.Ports;
import io.proconsul.agent.config.TlsConfig;
import io.proconsul.codec.Mapping;
import io.proconsul.codec.Value;
import io.proconsul.codec.ValueSink;
import io.proconsul.codec.json.JsonReader;
import io.proconsul.model.CheckDefinition;
import io.proconsul.model.ServiceDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A running agent's configuration with exactly Consul's keys. What this version has no setting for
 * comes from {@code debug-config.json}, which holds the values of a {@code -dev} agent. Pure.
 */
public final class DebugConfig {
  private static final String RESOURCE = "debug-config.json";
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);

  private final AgentConfig config;
  private final Overlay out;

  private DebugConfig(AgentConfig config, Value.Obj base) {
    this.config = config;
    out = new Overlay(base);
  }

  public static Value.Obj of(AgentConfig config, String version) {
    DebugConfig debug = new DebugConfig(config, base());
    debug.out.put("Version", version);
    debug.identity();
    debug.role();
    debug.addresses();
    debug.portsAndPools();
    debug.dns();
    debug.http();
    debug.limits();
    debug.checks();
    debug.operation();
    debug.connect();
    if (!config.role().devMode()) {
      debug.notDev();
    }
    return debug.out.result();
  }

  private static Value.Obj base() {
    try (InputStream in = DebugConfig.class.getResourceAsStream(RESOURCE)) {
      if (in != null && JsonReader.parse(in.readAllBytes()) instanceof Value.Obj object) {
        return object;
      }
      throw new IllegalStateException(RESOURCE + " is missing");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void identity() {
    String name = config.identity().nodeName();
    String datacenter = config.identity().datacenter();
    out.put("NodeName", name);
    out.put("ACLResolverSettings.NodeName", name);
    out.put("Cloud.NodeName", name);
    out.put("TLS.NodeName", name);
    out.put("NodeID", config.identity().nodeId());
    out.put("Cloud.NodeID", config.identity().nodeId());
    out.put("Datacenter", datacenter);
    out.put("PrimaryDatacenter", datacenter);
    out.put("ACLResolverSettings.Datacenter", datacenter);
    out.put("DNSDomain", config.identity().domain() + ".");
    out.put("TLS.Domain", config.identity().domain() + ".");
    String alt = config.identity().altDomain();
    out.put("DNSAltDomain", alt.isEmpty() ? "" : alt + ".");
    out.putTexts("NodeMeta", config.identity().nodeMeta());
  }

  private void role() {
    boolean dev = config.role().devMode();
    String folder = config.role().dataDir().map(Object::toString).orElse("");
    out.put("DevMode", dev);
    out.put("ServerMode", config.role().server());
    out.put("TLS.ServerMode", config.role().server());
    out.put("DataDir", folder);
    out.put("ACLTokens.DataDir", folder);
    int expect = dev ? 0 : config.role().bootstrapExpect();
    // Expecting one server is the same as bootstrap, which is what Consul tells then.
    out.put("Bootstrap", expect == 1);
    out.put("BootstrapExpect", expect == 1 ? 0 : expect);
  }

  private void addresses() {
    Addresses addresses = config.addresses();
    Ports ports = config.ports();
    out.put("BindAddr", addresses.bind());
    out.put("AdvertiseAddrLAN", addresses.advertise());
    out.put("AdvertiseAddrWAN", addresses.advertiseWan());
    out.put("ClientAddrs", addresses.http());
    out.put("HTTPAddrs", Overlay.urls("tcp", addresses.http(), ports.http()));
    out.put("HTTPSAddrs", Overlay.urls("tcp", addresses.https(), ports.https()));
    out.put("GRPCAddrs", Overlay.urls("tcp", addresses.http(), ports.grpc()));
    out.put("GRPCTLSAddrs", Overlay.urls("tcp", addresses.http(), ports.grpcTls()));
    List<String> dns = new ArrayList<>();
    for (String address : addresses.dns()) {
      dns.addAll(Overlay.urls("tcp", List.of(address), ports.dns()));
      dns.addAll(Overlay.urls("udp", List.of(address), ports.dns()));
    }
    out.put("DNSAddrs", dns);
    String family = addresses.advertise().indexOf(':') < 0 ? "ipv4" : "ipv6";
    String wanFamily = addresses.advertiseWan().indexOf(':') < 0 ? "ipv4" : "ipv6";
    out.putTexts(
        "TaggedAddresses",
        Map.of(
            "lan",
            addresses.advertise(),
            "lan_" + family,
            addresses.advertise(),
            "wan",
            addresses.advertiseWan(),
            "wan_" + wanFamily,
            addresses.advertiseWan()));
  }

  private void portsAndPools() {
    Ports ports = config.ports();
    out.put("HTTPPort", ports.http());
    out.put("HTTPSPort", ports.https());
    out.put("DNSPort", ports.dns());
    out.put("GRPCPort", ports.grpc());
    out.put("GRPCTLSPort", ports.grpcTls());
    out.put("ServerPort", ports.server());
    out.put("SerfPortLAN", ports.serfLan());
    out.put("SerfPortWAN", ports.serfWan());
    out.put("DisableCoordinates", !config.cluster().coordinates());
    Addresses addresses = config.addresses();
    out.put("RPCBindAddr", Overlay.url("tcp", addresses.bind(), ports.server()));
    out.put("RPCAdvertiseAddr", Overlay.url("tcp", addresses.advertise(), ports.server()));
    out.put("SerfBindAddrLAN", Overlay.url("tcp", addresses.bind(), ports.serfLan()));
    out.put("SerfBindAddrWAN", Overlay.url("tcp", addresses.bind(), ports.serfWan()));
    out.put("SerfAdvertiseAddrLAN", Overlay.url("tcp", addresses.advertise(), ports.serfLan()));
    out.put("SerfAdvertiseAddrWAN", Overlay.url("tcp", addresses.advertiseWan(), ports.serfWan()));
  }

  private void dns() {
    out.put("DNSNodeTTL", config.dns().nodeTtl());
    out.putDurations("DNSServiceTTL", config.dns().serviceTtl());
    out.put("DNSOnlyPassing", config.dns().onlyPassing());
    out.put("DNSAllowStale", config.dns().allowStale());
    out.put("DNSMaxStale", config.dns().maxStale());
    out.put("DNSARecordLimit", config.dns().aRecordLimit());
    out.put("DNSUDPAnswerLimit", config.dns().udpAnswerLimit());
    out.put("DNSEnableTruncate", config.dns().enableTruncate());
    out.put("DNSNodeMetaTXT", config.dns().nodeMetaTxt());
    out.put("DNSDisableCompression", config.dns().disableCompression());
    out.put("DNSRecursors", config.dns().recursors());
    out.put("DNSRecursorTimeout", config.dns().recursorTimeout());
    out.put("DNSRecursorStrategy", config.dns().randomRecursor() ? "random" : "sequential");
    out.put("DNSSOA.Expire", config.dns().soa().expire());
    out.put("DNSSOA.Minttl", config.dns().soa().minTtl());
    out.put("DNSSOA.Refresh", config.dns().soa().refresh());
    out.put("DNSSOA.Retry", config.dns().soa().retry());
  }

  private void http() {
    out.put("AllowWriteHTTPFrom", config.http().allowWriteFrom());
    out.put("HTTPBlockEndpoints", config.http().blockEndpoints());
    out.putTexts("HTTPResponseHeaders", config.http().responseHeaders());
    out.put("DisableHTTPUnprintableCharFilter", !config.http().refuseUnprintable());
    out.put("DefaultQueryTime", config.http().defaultQueryTime());
    out.put("MaxQueryTime", config.http().maxQueryTime());
  }

  private void limits() {
    Limits limits = config.limits();
    out.put("HTTPMaxConnsPerClient", limits.httpMaxConnsPerClient());
    out.put("KVMaxValueSize", limits.kvMaxValueSize());
    out.put("TxnMaxReqLen", limits.txnMaxReqLen());
    out.put("HTTPSHandshakeTimeout", limits.httpsHandshakeTimeout());
    Limits.Rpc rpc = limits.rpc();
    out.put("RPCMaxConnsPerClient", rpc.maxConnsPerClient());
    out.put("RPCHandshakeTimeout", rpc.handshakeTimeout());
    out.put("RPCClientTimeout", rpc.clientTimeout());
    out.put("RPCMaxBurst", rpc.maxBurst());
    if (rpc.rate() >= 0) {
      boolean whole = rpc.rate() == Math.rint(rpc.rate()) && rpc.rate() < 1e18;
      out.put(
          "RPCRateLimit",
          whole
              ? new Value.Int((long) rpc.rate())
              : new Value.Num(rpc.rate(), Double.toString(rpc.rate())));
    }
    Performance performance = config.performance();
    out.put("RPCHoldTimeout", performance.rpcHoldTimeout());
    out.put("LeaveDrainTime", performance.leaveDrainTime());
  }

  private void checks() {
    out.put("CheckOutputMaxSize", config.checks().outputMaxSize());
    out.put("CheckUpdateInterval", config.checks().updateInterval());
    out.put("DiscardCheckOutput", config.checks().discardOutput());
    boolean remote = config.checks().enableScriptChecks();
    out.put("EnableRemoteScriptChecks", remote);
    out.put("EnableLocalScriptChecks", remote || config.checks().enableLocalScriptChecks());
    out.put("Services", values(config.definitions().services(), ServiceDefinition.MAPPING));
    out.put("Checks", values(config.definitions().checks(), CheckDefinition.MAPPING));
  }

  private static <T> Value values(List<T> definitions, Mapping<T> mapping) {
    return new Value.Arr(definitions.stream()
        .map(one -> Overlay.withoutSecrets(ValueSink.of(one, mapping::write)))
        .toList());
  }

  private void connect() {
    out.put("ConnectEnabled", config.connect().enabled());
  }

  private void operation() {
    Operation operation = config.operation();
    LogConfig log = operation.log();
    out.put("Logging.LogLevel", log.level());
    out.put("Logging.LogJSON", log.json());
    out.put("Logging.LogFilePath", log.file().map(Object::toString).orElse(""));
    out.put("Logging.LogRotateBytes", log.rotateBytes());
    out.put("Logging.LogRotateDuration", log.rotateDuration());
    out.put("Logging.LogRotateMaxFiles", log.rotateMaxFiles());
    out.put("PidFile", operation.process().pidFile().map(Object::toString).orElse(""));
    out.put("LeaveOnTerm", operation.process().leaveOnTerminate());
    out.put("SkipLeaveOnInt", operation.process().skipLeaveOnInterrupt());
    out.put("EnableDebug", operation.process().enableDebug());
    out.put("UIConfig.Enabled", operation.ui().enabled());
    out.put("UIConfig.ContentPath", operation.ui().contentPath());
    tls("TLS.HTTPS.", operation.https());
    tls("TLS.InternalRPC.", operation.internalRpc());
    out.put("TLS.InternalRPC.VerifyServerHostname", operation.internalRpc().verifyServerHostname());
    out.put("Telemetry.DisableHostname", operation.telemetry().disableHostname());
    out.put("Telemetry.MetricsPrefix", operation.telemetry().metricsPrefix());
    out.put("Telemetry.PrometheusOpts.Expiration", operation.telemetry().prometheusRetention());
    out.put(
        "Watches",
        new Value.Arr(operation.watches().stream()
            .map(watch -> Overlay.withoutSecrets(watch.parameters()))
            .toList()));
  }

  private void tls(String path, TlsConfig tls) {
    out.put(path + "CAFile", tls.caFile());
    out.put(path + "CAPath", tls.caPath());
    out.put(path + "CertFile", tls.certFile());
    out.put(path + "TLSMinVersion", tls.minVersion());
    out.put(path + "VerifyIncoming", tls.verifyIncoming());
    out.put(path + "VerifyOutgoing", tls.verifyOutgoing());
  }

  /** Timing that {@code -dev} quickens. */
  private void notDev() {
    Duration scaled = HEARTBEAT.multipliedBy(config.performance().raftMultiplier());
    out.put("ConsulRaftElectionTimeout", scaled);
    out.put("ConsulRaftHeartbeatTimeout", scaled);
    out.put("ConsulRaftLeaderLeaseTimeout", scaled.dividedBy(2));
    out.put("ConsulServerHealthInterval", Duration.ofSeconds(2));
    out.put("DisableAnonymousSignature", false);
    out.put("DisableKeyringFile", false);
    out.put("GossipLANGossipInterval", Duration.ofMillis(200));
    out.put("GossipLANProbeInterval", Duration.ofSeconds(1));
    out.put("GossipLANProbeTimeout", Duration.ofMillis(500));
    out.put("GossipLANSuspicionMult", 4);
    out.put("GossipWANGossipInterval", Duration.ofMillis(500));
    out.put("GossipWANProbeInterval", Duration.ofSeconds(5));
    out.put("GossipWANProbeTimeout", Duration.ofSeconds(3));
    out.put("GossipWANSuspicionMult", 6);
  }
}
