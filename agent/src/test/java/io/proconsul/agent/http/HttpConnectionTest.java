package io.proconsul.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.proconsul.agent.rpc.link.Budget;
import io.proconsul.core.api.Response;
import io.proconsul.core.run.Cancellation;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class HttpConnectionTest {
  private final Deque<Consumer<Response>> waiting = new ArrayDeque<>();
  private final List<String> cancelled = new ArrayList<>();
  private final Budget bodies = new Budget(1_500);
  private final EmbeddedChannel channel = channel();

  private EmbeddedChannel channel() {
    return new EmbeddedChannel(
        new HttpConnection(this::serve, new Responder(InstantSource.system()), 1_000, bodies));
  }

  /** What begins with /now is answered at once, all else later. */
  private Cancellation serve(
      HttpRouter.Incoming incoming, Executor executor, Consumer<Response> done) {
    if (incoming.target().startsWith("/now")) {
      done.accept(Response.empty(200));
    } else {
      waiting.add(done);
    }
    return () -> cancelled.add(incoming.target());
  }

  @Test
  void whatWaitsIsGivenUpWhenTheClientGoesThoughOthersWereAnsweredBeforeIt() {
    ask("/first");
    ask("/now");
    ask("/slow");
    waiting.remove().accept(Response.empty(200)); // the first; the second is answered at once
    assertThat(channel.outboundMessages()).hasSize(2);
    assertThat(channel.close().isSuccess()).isTrue();
    assertThat(cancelled).containsExactly("/slow");
  }

  @Test
  void nothingIsGivenUpWhenAllIsAnswered() {
    ask("/now");
    ask("/now/again");
    assertThat(channel.close().isSuccess()).isTrue();
    assertThat(cancelled).isEmpty();
  }

  @Test
  void bodiesOfAllConnectionsTogetherAreBounded() {
    EmbeddedChannel other = channel();
    put(channel, 1_000);
    put(other, 501);
    assertThat(status(other)).isEqualTo(503);
    put(other, 500);
    assertThat(bodies.used()).isEqualTo(1_500);
    assertThat(waiting).hasSize(2);
    waiting.remove().accept(Response.empty(200));
    assertThat(bodies.used()).isEqualTo(500);
    assertThat(other.close().isSuccess()).isTrue();
    assertThat(bodies.used()).isZero();
  }

  @Test
  void aBodyThatIsTooLargeTakesNothing() {
    put(channel, 1_001);
    assertThat(status(channel)).isEqualTo(413);
    channel.writeInbound(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.PUT, "/half"));
    channel.writeInbound(new DefaultHttpContent(Unpooled.wrappedBuffer(new byte[700])));
    assertThat(bodies.used()).isEqualTo(700);
    assertThat(channel.close().isSuccess()).isTrue();
    assertThat(bodies.used()).isZero();
  }

  @Test
  void nothingMoreIsAnsweredWhileTheClientDoesNotTakeWhatWas() {
    setWritable(false);
    ask("/now/1");
    ask("/now/2");
    ask("/now/3");
    assertThat(channel.outboundMessages()).hasSize(1);
    setWritable(true);
    assertThat(channel.outboundMessages()).hasSize(3);
  }

  private void setWritable(boolean writable) {
    Objects.requireNonNull(channel.unsafe().outboundBuffer())
        .setUserDefinedWritability(1, writable);
    channel.runPendingTasks();
  }

  private static void put(EmbeddedChannel to, int length) {
    to.writeInbound(new DefaultFullHttpRequest(
        HttpVersion.HTTP_1_1, HttpMethod.PUT, "/put", Unpooled.wrappedBuffer(new byte[length])));
  }

  private static int status(EmbeddedChannel of) {
    HttpResponse response = of.readOutbound();
    return response.status().code();
  }

  private void ask(String target) {
    channel.writeInbound(new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, target));
  }
}
