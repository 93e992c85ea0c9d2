package io.proconsul.agent.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.EventExecutor;
import io.proconsul.agent.rpc.link.Budget;
import io.proconsul.core.api.Response;
import io.proconsul.core.run.Cancellation;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: reads whole requests, answers them in order, and gives up what is under way when
 * the client goes. On its event loop alone. At most {@value #MAX_QUEUED} pipelined requests are
 * read ahead, none while the client does not take its answers, and bodies take of a budget.
 */
final class HttpConnection extends SimpleChannelInboundHandler<HttpObject> {
  private static final Logger LOG = LoggerFactory.getLogger("agent.http");
  private static final int MAX_QUEUED = 32;

  private final Service service;
  private final Responder responder;
  private final int maxBody;
  private final Budget bodies;
  private final Deque<Exchange> queue = new ArrayDeque<>();
  private @Nullable HttpRequest head;
  private @Nullable ByteBuf body;
  private @Nullable BodyPipe pipe;
  private Refusal refusal = Refusal.NONE;

  /** Bytes of the bodies of this connection, whole or not, whose requests are not answered. */
  private long held;

  private boolean busy;
  private boolean clogged;
  private boolean draining;
  private Cancellation current = Cancellation.NONE;

  /** Answers a request exactly once, unless cancelled. */
  @FunctionalInterface
  interface Service {
    Cancellation handle(HttpRouter.Incoming incoming, Executor executor, Consumer<Response> done);

    /** Whether a request is handled while its body is still to come. */
    default boolean isStreamed(String method, String target) {
      return false;
    }
  }

  private record Exchange(
      HttpRouter.Incoming incoming, boolean keepAlive, boolean gzip, Refusal refusal) {}

  /** Why a body was not kept. */
  private enum Refusal {
    NONE(200, ""),
    TOO_LARGE(413, "Request body too large"),
    TOO_MUCH(503, "The bodies of all requests together are too large; try again later");

    private final int status;
    private final String text;

    Refusal(int status, String text) {
      this.status = status;
      this.text = text;
    }
  }

  /** @param bodies what the bodies of all connections together may take */
  HttpConnection(Service service, Responder responder, int maxBody, Budget bodies) {
    this.service = service;
    this.responder = responder;
    this.maxBody = maxBody;
    this.bodies = bodies;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
    if (message.decoderResult().isFailure()) {
      refuseMalformed(context, message);
      return;
    }
    if (message instanceof HttpRequest request) {
      head = request;
      body = null;
      refusal = Refusal.NONE;
      if (HttpUtil.is100ContinueExpected(request)) {
        var _ = context.writeAndFlush(new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
      }
      if (service.isStreamed(request.method().name(), request.uri())) {
        pipe = new BodyPipe(
            () -> runOn(context.executor(), () -> context.channel().config().setAutoRead(true)));
        complete(context, pipe);
      }
    }
    if (message instanceof HttpContent content && pipe != null) {
      pass(context, content, pipe);
    } else if (message instanceof HttpContent content && head != null) {
      collect(context, content.content());
      if (message instanceof LastHttpContent) {
        complete(context, null);
      }
    }
  }

  private void pass(ChannelHandlerContext context, HttpContent content, BodyPipe to) {
    byte[] bytes = new byte[content.content().readableBytes()];
    content.content().readBytes(bytes);
    if (!to.offer(bytes)) {
      context.channel().config().setAutoRead(false);
    }
    if (content instanceof LastHttpContent) {
      to.end();
      pipe = null;
    }
  }

  private void collect(ChannelHandlerContext context, ByteBuf content) {
    int length = content.readableBytes();
    if (refusal != Refusal.NONE || length == 0) {
      return;
    }
    if (body == null) {
      body = context.alloc().buffer(length);
    }
    if (body.readableBytes() + length > maxBody) {
      refuse(Refusal.TOO_LARGE, body);
    } else if (!bodies.take(length)) {
      refuse(Refusal.TOO_MUCH, body);
    } else {
      held += length;
      body.writeBytes(content);
    }
  }

  /** The rest is read and dropped, so that the client sees the answer. */
  private void refuse(Refusal why, ByteBuf collected) {
    refusal = why;
    release(collected.readableBytes());
    collected.release();
    body = null;
  }

  private void release(long bytes) {
    held -= bytes;
    bodies.give(bytes);
  }

  private void complete(ChannelHandlerContext context, @Nullable BodyPipe stream) {
    HttpRequest request = java.util.Objects.requireNonNull(head);
    Map<String, String> headers = new HashMap<>();
    request
        .headers()
        .forEach(entry ->
            headers.putIfAbsent(entry.getKey().toLowerCase(Locale.ROOT), entry.getValue()));
    byte[] bytes = new byte[body == null ? 0 : body.readableBytes()];
    if (body != null) {
      body.readBytes(bytes).release();
      body = null;
    }
    head = null;
    String encoding = headers.getOrDefault("accept-encoding", "");
    queue.add(new Exchange(
        new HttpRouter.Incoming(
            request.method().name(), request.uri(), headers, bytes, remote(context), stream),
        HttpUtil.isKeepAlive(request),
        encoding.contains("gzip"),
        refusal));
    if (queue.size() >= MAX_QUEUED) {
      context.channel().config().setAutoRead(false);
    }
    next(context);
  }

  /** Goes on until one has to wait; what is answered at once comes back here and is let go. */
  private void next(ChannelHandlerContext context) {
    if (draining) {
      return;
    }
    draining = true;
    try {
      while (!busy && !queue.isEmpty()) {
        if (!context.channel().config().isAutoRead()) {
          context.channel().config().setAutoRead(true);
        }
        begin(context, queue.remove());
      }
    } finally {
      draining = false;
    }
  }

  private void begin(ChannelHandlerContext context, Exchange exchange) {
    busy = true;
    if (exchange.refusal() != Refusal.NONE) {
      answer(context, exchange, Response.text(exchange.refusal().status, exchange.refusal().text));
      return;
    }
    EventExecutor loop = context.executor();
    Executor direct = task -> runOn(loop, task);
    Cancellation started = service.handle(
        exchange.incoming(),
        direct,
        response -> runOn(loop, () -> answer(context, exchange, response)));
    if (busy) {
      current = started; // else it is answered, and there is nothing left to give up
    }
  }

  private static void runOn(EventExecutor loop, Runnable task) {
    if (loop.inEventLoop()) {
      task.run();
    } else {
      loop.execute(task);
    }
  }

  private void answer(ChannelHandlerContext context, Exchange exchange, Response response) {
    if (held > 0) {
      release(exchange.incoming().body().length);
    }
    if (exchange.incoming().stream() instanceof BodyPipe rest) {
      rest.close(); // what has not come yet is read and dropped, so that the client sees the answer
    }
    Response.Content content = response.content();
    if (content != null) {
      ContentSender.send(
          context.channel(), responder.head(response), content, () -> sent(context, exchange));
      return;
    }
    boolean head = exchange.incoming().method().equals("HEAD");
    DefaultFullHttpResponse message = responder.message(response, exchange.gzip(), head);
    if (!exchange.keepAlive()) {
      message.headers().set(HttpHeaderNames.CONNECTION, "close");
    }
    ChannelFuture written = context.writeAndFlush(message);
    if (!exchange.keepAlive()) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
    finished(context);
  }

  /** All of a content is on its way. */
  private void sent(ChannelHandlerContext context, Exchange exchange) {
    runOn(context.executor(), () -> {
      if (exchange.keepAlive()) {
        finished(context);
      } else {
        var _ = context.close();
      }
    });
  }

  private void finished(ChannelHandlerContext context) {
    current = Cancellation.NONE;
    if (context.channel().isWritable()) {
      busy = false;
      next(context);
    } else {
      // what was asked for and is not taken must not pile up
      clogged = true;
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (clogged && context.channel().isWritable()) {
      clogged = false;
      busy = false;
      next(context);
    }
    context.fireChannelWritabilityChanged();
  }

  private void refuseMalformed(ChannelHandlerContext context, HttpObject message) {
    LOG.debug(
        "A client sent what is no HTTP: {}", message.decoderResult().cause().getMessage());
    DefaultFullHttpResponse refusal = new DefaultFullHttpResponse(
        HttpVersion.HTTP_1_1,
        HttpResponseStatus.BAD_REQUEST,
        Unpooled.copiedBuffer("400 Bad Request", StandardCharsets.UTF_8));
    refusal.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
    HttpUtil.setContentLength(refusal, refusal.content().readableBytes());
    refusal.headers().set(HttpHeaderNames.CONNECTION, "close");
    context.writeAndFlush(refusal).addListener(ChannelFutureListener.CLOSE);
  }

  private static String remote(ChannelHandlerContext context) {
    return context.channel().remoteAddress() instanceof InetSocketAddress address
            && address.getAddress() != null
        ? address.getAddress().getHostAddress()
        : "";
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    current.cancel();
    if (pipe != null) {
      pipe.fail();
    }
    queue.clear();
    if (body != null) {
      body.release();
      body = null;
    }
    release(held);
    context.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!(cause instanceof IOException)) {
      LOG.error("A request failed", cause);
    }
    var _ = context.close();
  }
}
