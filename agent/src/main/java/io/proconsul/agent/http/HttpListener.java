package io.proconsul.agent.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.InstantSource;

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
   * @throws IOException when the address cannot be had, with Go's words for it
   */
  public static HttpListener start(
      EventLoopGroup group, SocketAddress address, HttpRouter router, Bounds bounds)
      throws IOException {
    Responder responder = new Responder(InstantSource.system());
    ConnectionLimit limit = new ConnectionLimit(bounds.maxConnectionsPerClient());
    ChannelGroup accepted = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    ServerBootstrap bootstrap = new ServerBootstrap()
        .group(group)
        .channel(NioServerSocketChannel.class)
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .option(ChannelOption.SO_REUSEADDR, true)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childHandler(new ChannelInitializer<>() {
          @Override
          protected void initChannel(Channel channel) {
            accepted.add(channel);
            HttpDecoderConfig decoder = new HttpDecoderConfig()
                .setMaxInitialLineLength(MAX_INITIAL_LINE)
                .setMaxHeaderSize(MAX_HEADERS)
                .setValidateHeaders(false);
            channel
                .pipeline()
                .addLast(limit.handler())
                .addLast(new HttpServerCodec(decoder))
                .addLast(new HttpConnection(router, responder, bounds.maxBody()));
          }
        });
    try {
      return new HttpListener(bootstrap.bind(address).sync().channel(), accepted);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while binding " + address, e);
    }
  }

  /**
   * Limits of a listener.
   *
   * @param maxBody bytes of a request's body at most
   */
  public record Bounds(int maxBody, int maxConnectionsPerClient) {}

  public InetSocketAddress address() {
    return (InetSocketAddress) server.localAddress();
  }

  @Override
  public void close() {
    server.close().awaitUninterruptibly();
    connections.close().awaitUninterruptibly();
  }
}
