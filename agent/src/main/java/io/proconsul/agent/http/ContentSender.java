package io.proconsul.agent.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.proconsul.core.api.Response;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a body that is written by a virtual thread of its own, piece after piece: the next when the
 * one before has left. A client that takes nothing for {@value #PATIENCE_SECONDS} seconds is left.
 */
final class ContentSender extends OutputStream {
  private static final Logger LOG = LoggerFactory.getLogger("agent.http");
  private static final int PIECE = 64 * 1024;
  private static final long PATIENCE_SECONDS = 60;

  private final Channel channel;

  private ContentSender(Channel channel) {
    this.channel = channel;
  }

  /** @param sent called when all is sent; else the connection is closed */
  static void send(Channel channel, HttpResponse head, Response.Content content, Runnable sent) {
    Thread.ofVirtual().name("http-content").start(() -> {
      try {
        ContentSender sender = new ContentSender(channel);
        sender.await(channel.writeAndFlush(head));
        OutputStream out = new BufferedOutputStream(sender, PIECE);
        content.writeTo(out);
        out.flush();
        sender.await(channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT));
        sent.run();
      } catch (IOException | RuntimeException e) {
        // Cut off, so that the client does not take what it has for all.
        LOG.warn("an answer broke off: error={}", e.getMessage());
        var _ = channel.close();
      } finally {
        content.close();
      }
    });
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    await(
        channel.writeAndFlush(new DefaultHttpContent(Unpooled.copiedBuffer(bytes, from, length))));
  }

  private void await(ChannelFuture written) throws IOException {
    try {
      if (!written.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("the client takes nothing");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    if (!written.isSuccess()) {
      throw new IOException("the client is gone", written.cause());
    }
  }
}
