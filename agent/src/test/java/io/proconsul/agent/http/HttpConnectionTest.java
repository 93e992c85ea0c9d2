package io.proconsul.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.proconsul.core.api.Response;
import io.proconsul.core.run.Cancellation;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class HttpConnectionTest {
  private final Deque<Consumer<Response>> waiting = new ArrayDeque<>();
  private final List<String> cancelled = new ArrayList<>();
  private final EmbeddedChannel channel = new EmbeddedChannel(
      new HttpConnection(this::serve, new Responder(InstantSource.system()), 1_000));

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

  private void ask(String target) {
    channel.writeInbound(new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, target));
  }
}
