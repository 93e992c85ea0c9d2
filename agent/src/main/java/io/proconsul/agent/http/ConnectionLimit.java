package io.proconsul.agent.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;

/** {@code limits.http_max_conns_per_client}: open connections of one address. Any thread. */
final class ConnectionLimit {
  private static final String REFUSAL = """
      HTTP/1.1 429 Too Many Requests\r
      Content-Type: text/plain\r
      Connection: close\r
      \r
      Your IP is issuing too many concurrent connections, please rate limit your calls
      """;

  private final int max;
  private final ConcurrentHashMap<InetAddress, Integer> open = new ConcurrentHashMap<>();

  /** @param max connections of one address; 0 or less for any number */
  ConnectionLimit(int max) {
    this.max = max;
  }

  ChannelHandler handler() {
    return new Counter();
  }

  private final class Counter extends ChannelInboundHandlerAdapter {
    private boolean counted;

    @Override
    public void channelActive(ChannelHandlerContext context) {
      InetAddress address = address(context);
      if (max > 0 && address != null) {
        int now = open.merge(address, 1, Integer::sum);
        counted = true;
        if (now > max) {
          context
              .writeAndFlush(Unpooled.copiedBuffer(REFUSAL, StandardCharsets.UTF_8))
              .addListener(ChannelFutureListener.CLOSE);
          return;
        }
      }
      context.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      InetAddress address = address(context);
      if (counted && address != null) {
        open.computeIfPresent(address, (_, count) -> count > 1 ? count - 1 : null);
      }
      context.fireChannelInactive();
    }

    private static @org.jspecify.annotations.Nullable InetAddress address(
        ChannelHandlerContext context) {
      return context.channel().remoteAddress() instanceof InetSocketAddress remote
          ? remote.getAddress()
          : null;
    }
  }
}
