package io.proconsul.agent.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.proconsul.agent.rpc.link.Budget;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A listening socket of the HTTP API with its connections. Owned by the agent. */
public final class HttpListener implements AutoCloseable {
  private static final int MAX_INITIAL_LINE = 64 * 1024;
  private static final int MAX_HEADERS = 1024 * 1024;
  private static final int BACKLOG = 1_024;

  private final ChannelGroup connections;
  private final Channel server;

  private HttpListener(Channel server, ChannelGroup connections) {
    this.server = server;
    this.connections = connections;
  }

  /**
   * Starts to listen.
   *
   * @param tls asked for each connection, so that certificates can be replaced; null for plain HTTP
   * @throws IOException when the address cannot be had, with Go's words for it
   */
  public static HttpListener start(
      EventLoopGroup group,
      SocketAddress address,
      HttpRouter router,
      Bounds bounds,
      @Nullable Supplier<SslContext> tls)
      throws IOException {
    boolean unix = address instanceof UnixDomainSocketAddress;
    ChannelGroup accepted = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    ServerBootstrap bootstrap = new ServerBootstrap()
        .group(group)
        .channel(unix ? NioServerDomainSocketChannel.class : NioServerSocketChannel.class)
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .childHandler(new Connections(accepted, router, bounds, tls));
    if (!unix) {
      bootstrap
          .option(ChannelOption.SO_REUSEADDR, true)
          .childOption(ChannelOption.TCP_NODELAY, true);
    }
    ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
    if (bound.cause() != null) {
      throw new IOException(reason(address, bound.cause()), bound.cause());
    }
    return new HttpListener(bound.channel(), accepted);
  }

  private static String reason(SocketAddress address, Throwable cause) {
    String where = address instanceof InetSocketAddress tcp
        ? "listen tcp " + NetUtil.toSocketAddressString(tcp)
        : "listen unix " + address;
    String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    return where + ": bind: " + message;
  }

  /** Sets up each connection. */
  private static final class Connections extends ChannelInitializer<Channel> {
    private final ChannelGroup accepted;
    private final HttpRouter router;
    private final Bounds bounds;
    private final @Nullable Supplier<SslContext> tls;
    private final Responder responder = new Responder(InstantSource.system());
    private final ConnectionLimit limit;

    Connections(
        ChannelGroup accepted,
        HttpRouter router,
        Bounds bounds,
        @Nullable Supplier<SslContext> tls) {
      this.accepted = accepted;
      this.router = router;
      this.bounds = bounds;
      this.tls = tls;
      limit = new ConnectionLimit(bounds.maxConnectionsPerClient());
    }

    @Override
    protected void initChannel(Channel channel) {
      accepted.add(channel);
      HttpDecoderConfig decoder = new HttpDecoderConfig()
          .setMaxInitialLineLength(MAX_INITIAL_LINE)
          .setMaxHeaderSize(MAX_HEADERS)
          .setValidateHeaders(false);
      channel.pipeline().addLast(limit.handler());
      if (tls != null) {
        SslHandler handler = tls.get().newHandler(channel.alloc());
        handler.setHandshakeTimeoutMillis(bounds.handshakeTimeout().toMillis());
        channel.pipeline().addLast(handler);
      }
      channel
          .pipeline()
          // apart, since together they close a connection that pipelines more than 128 requests
          .addLast(new HttpRequestDecoder(decoder))
          .addLast(new HttpResponseEncoder())
          .addLast(new HttpConnection(router, responder, bounds.maxBody(), bounds.bodies()));
    }
  }

  /**
   * Limits of a listener.
   *
   * @param maxBody bytes of a request's body at most
   * @param bodies of requests that are not answered, of all listeners together
   * @param handshakeTimeout for the handshake of TLS
   */
  public record Bounds(
      int maxBody, Budget bodies, int maxConnectionsPerClient, Duration handshakeTimeout) {}

  /** Null when this is no TCP. */
  public @Nullable InetSocketAddress address() {
    return server.localAddress() instanceof InetSocketAddress tcp ? tcp : null;
  }

  @Override
  public void close() {
    server.close().awaitUninterruptibly();
    connections.close().awaitUninterruptibly();
  }
}
