package io.proconsul.cli.watch;

import io.proconsul.cli.api.Failure;
import io.proconsul.cli.command.Terminal;
import io.proconsul.client.Call;
import io.proconsul.client.ClientException;
import io.proconsul.client.ConsulClient;
import io.proconsul.client.QueryOptions;
import io.proconsul.client.Reply;
import io.proconsul.codec.GoDuration;
import io.proconsul.codec.Value;
import io.proconsul.core.watch.WatchProgress;
import io.proconsul.core.watch.WatchQuery;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Asks until the handler has had enough: again at once after an answer, later and later while the
 * agent does not answer. Runs on the command's thread; a signal ends the process.
 */
final class WatchLoop {
  private final Terminal terminal;
  private final ConsulClient client;
  private final WatchQuery query;
  private final QueryOptions options;
  private final CountDownLatch never = new CountDownLatch(1);

  /** Takes a new value; says whether to go on. */
  interface Handler {
    boolean handle(WatchQuery query, Result result) throws Failure;
  }

  /** One answer: its index, and the value in the API's shape. */
  record Result(long index, Value answer) {}

  WatchLoop(Terminal terminal, ConsulClient client, WatchQuery query, QueryOptions options) {
    this.terminal = terminal;
    this.client = client;
    this.query = query;
    this.options = options;
  }

  void run(Handler handler) throws Failure {
    WatchProgress progress = query.progress();
    while (true) {
      Result result;
      try {
        result = ask(progress.index());
      } catch (ClientException e) {
        await(progress.failed(), e);
        continue;
      }
      boolean news = progress.advance(result.index(), query.json(result.answer(), false));
      if (news && !handler.handle(query, result)) {
        return;
      }
    }
  }

  /** Blocks until the answer is newer than {@code index}, or the agent's limit has passed. */
  private Result ask(long index) {
    if (query.mistake().isPresent()) {
      throw new ClientException(query.mistake().get());
    }
    Call call = Call.get(query.path());
    query.params().forEach((name, values) -> call.with(name, values.toArray(new String[0])));
    Reply reply = client.send(call.with(options.after(index)));
    Value answer = query.isAbsent(reply.status()) ? Value.Nil.NIL : reply.ok().json();
    return new Result(reply.meta().index(), query.news(answer, index));
  }

  private void await(Duration wait, ClientException e) throws Failure {
    terminal.error("watch: Watch (type: " + query.type() + ") errored: " + e.getMessage()
        + ", retry in " + GoDuration.format(wait));
    try {
      never.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted");
    }
  }
}
