package io.proconsul.conformance.run;

import io.proconsul.codec.Value;
import io.proconsul.conformance.match.PythonRegex;
import io.proconsul.conformance.scenario.Action;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An action in flight on a thread of its own while the scenario goes on. */
final class BackgroundAction implements AutoCloseable {
  private static final double GRACE_SECONDS = 0.3;

  private final Deadline deadline;
  private final @Nullable RunningCommand command;
  private final CompletableFuture<Outcome> result = new CompletableFuture<>();

  private BackgroundAction(Deadline deadline, @Nullable RunningCommand command) {
    this.deadline = deadline;
    this.command = command;
  }

  static BackgroundAction start(Action action, Stage stage) throws IOException {
    RunningCommand command =
        action instanceof Action.Cli cli ? new CliAction(stage).start(cli) : null;
    BackgroundAction started = new BackgroundAction(stage.deadline(), command);
    Thread.ofVirtual().name("background").start(() -> started.run(action, stage));
    return started;
  }

  /** Waits until its command has printed something. */
  Outcome await(Action.Await action, String expression) throws IOException {
    if (command == null) {
      throw new IllegalArgumentException(action.id() + " is no command");
    }
    OutputCapture stream = action.standardError() ? command.stderr() : command.stdout();
    Pattern pattern = PythonRegex.compile(expression, Pattern.DOTALL);
    long start = System.nanoTime();
    if (stream.awaitMatch(pattern, deadline.within(action.timeoutSeconds()))) {
      return Outcome.json(new Value.Bool(true)).tookSince(start);
    }
    return Outcome.failed("never saw /" + expression + "/; stdout="
        + command.stdout().text() + " stderr=" + command.stderr().text());
  }

  /** Its result, after a signal if one is asked for. */
  Outcome join(Action.Join action) throws IOException {
    if (action.signal() != null && command != null && command.child().process().isAlive()) {
      command.child().signal(action.signal());
    }
    double seconds = deadline.limit(action.timeoutSeconds());
    try {
      return result.get((long) (1000 * seconds), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      close();
      return Outcome.failed("still in flight after " + seconds + "s");
    } catch (ExecutionException e) {
      return Outcome.failed(String.valueOf(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Outcome.failed("interrupted");
    }
  }

  @Override
  public void close() throws IOException {
    if (command != null) {
      command.child().end(GRACE_SECONDS);
    }
  }

  private void run(Action action, Stage stage) {
    long start = System.nanoTime();
    try {
      Outcome outcome = command == null
          ? new Actions(stage).perform(action)
          : command.await(deadline, GRACE_SECONDS);
      result.complete(outcome.tookSince(start));
    } catch (IOException | RuntimeException e) {
      result.completeExceptionally(e);
    }
  }
}
