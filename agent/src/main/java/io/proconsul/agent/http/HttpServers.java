package io.proconsul.agent.http;

import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.proconsul.agent.config.AgentConfig;
import io.proconsul.agent.tls.ServerTls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** All listeners of the HTTP API, plain and with TLS. Owned by the agent. */
public final class HttpServers implements AutoCloseable {
  private static final String UNIX = "unix://";

  private final List<HttpListener> plain = new ArrayList<>();
  private final List<HttpListener> secure = new ArrayList<>();
  private final AtomicReference<SslContext> tls = new AtomicReference<>();

  private HttpServers() {}

  /**
   * Starts to listen wherever the configuration says.
   *
   * @throws IOException when an address cannot be had or a file of TLS is wrong; none listens then
   */
  public static HttpServers start(
      EventLoopGroup loops, AgentConfig config, HttpRouter router, HttpListener.Bounds bounds)
      throws IOException {
    HttpServers servers = new HttpServers();
    try {
      // TLS takes a while: plain HTTP answers when all is there.
      List<SocketAddress> secured =
          addresses(config.addresses().https(), config.ports().https());
      if (!secured.isEmpty()) {
        servers.tls.set(ServerTls.context(config.operation().https()));
        for (SocketAddress address : secured) {
          servers.secure.add(HttpListener.start(loops, address, router, bounds, servers.tls::get));
        }
      }
      for (SocketAddress address :
          addresses(config.addresses().http(), config.ports().http())) {
        servers.plain.add(HttpListener.start(loops, address, router, bounds, null));
      }
      return servers;
    } catch (IOException e) {
      servers.close();
      throw e;
    }
  }

  private static List<SocketAddress> addresses(List<String> hosts, int port) throws IOException {
    List<SocketAddress> addresses = new ArrayList<>();
    for (String host : hosts) {
      if (port >= 0 && host.startsWith(UNIX)) {
        Path path = Path.of(host.substring(UNIX.length()));
        // What an agent that was killed left there.
        Files.deleteIfExists(path);
        addresses.add(UnixDomainSocketAddress.of(path));
      } else if (port >= 0) {
        addresses.add(new InetSocketAddress(host, port));
      }
    }
    return addresses;
  }

  /** Where plain HTTP listens over TCP; null when it does not. */
  public @Nullable InetSocketAddress address() {
    return first(plain);
  }

  /** Where HTTPS listens over TCP; null when it does not. */
  public @Nullable InetSocketAddress secureAddress() {
    return first(secure);
  }

  /**
   * Reads the files of TLS anew, if HTTPS is served.
   *
   * @return has connections use them that are made from then on
   * @throws IOException when one cannot be used
   */
  public Runnable prepare(AgentConfig config) throws IOException {
    if (secure.isEmpty()) {
      return () -> {};
    }
    SslContext next = ServerTls.context(config.operation().https());
    return () -> tls.set(next);
  }

  private static @Nullable InetSocketAddress first(List<HttpListener> listeners) {
    for (HttpListener listener : listeners) {
      InetSocketAddress address = listener.address();
      if (address != null) {
        return address;
      }
    }
    return null;
  }

  @Override
  public void close() {
    plain.forEach(HttpListener::close);
    secure.forEach(HttpListener::close);
  }
}
