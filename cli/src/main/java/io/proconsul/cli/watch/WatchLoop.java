package io.proconsul.cli.watch;

import io.proconsul.cli.api.Failure;
import io.proconsul.cli.command.Terminal;
import io.proconsul.client.ClientException;
import io.proconsul.client.ConsulClient;
import io.proconsul.client.QueryOptions;
import io.proconsul.codec.GoDuration;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks until the handler has had enough: again at once after an answer, later and later while the
 * agent does not answer. Runs on the command's thread; a signal ends the process.
 */
final class WatchLoop {
  private static final Duration FIRST_RETRY = Duration.ofSeconds(5);
  private static final Duration LAST_RETRY = Duration.ofMinutes(3);

  private final Terminal terminal;
  private final ConsulClient client;
  private final WatchQuery query;
  private final QueryOptions options;
  private final CountDownLatch never = new CountDownLatch(1);

  /** Takes a new value; says whether to go on. */
  interface Handler {
    boolean handle(WatchQuery query, WatchQuery.Result result) throws Failure;
  }

  WatchLoop(Terminal terminal, ConsulClient client, WatchQuery query, QueryOptions options) {
    this.terminal = terminal;
    this.client = client;
    this.query = query;
    this.options = options;
  }

  void run(String type, Handler handler) throws Failure {
    long index = 0;
    byte @Nullable [] last = null;
    int failures = 0;
    while (true) {
      WatchQuery.Result result;
      try {
        result = query.ask(client, options, index);
      } catch (ClientException e) {
        waitAfter(++failures, type, e);
        continue;
      }
      failures = 0;
      long before = index;
      if (result.index() == before) {
        continue;
      }
      // An index that went back means another store: start over.
      index = Long.compareUnsigned(result.index(), before) < 0 ? 0 : result.index();
      byte[] json = query.json(result.answer(), false);
      if (before != 0 && Arrays.equals(json, last)) {
        continue;
      }
      last = json;
      if (!handler.handle(query, result)) {
        return;
      }
    }
  }

  private void waitAfter(int failures, String type, ClientException e) throws Failure {
    long seconds = FIRST_RETRY.toSeconds() * failures * failures;
    Duration wait = Duration.ofSeconds(Math.min(seconds, LAST_RETRY.toSeconds()));
    terminal.error("watch: Watch (type: " + type + ") errored: " + e.getMessage() + ", retry in "
        + GoDuration.format(wait));
    try {
      never.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted");
    }
  }
}
