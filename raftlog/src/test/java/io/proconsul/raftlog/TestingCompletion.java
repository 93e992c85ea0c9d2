package io.proconsul.raftlog;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Keeps what it hears; waiting is bounded so that a forgotten callback fails a test. */
public final class TestingCompletion implements Completion, Barrier {
  private final CompletableFuture<Long> index = new CompletableFuture<>();
  private volatile @Nullable Object result;

  @Override
  public void applied(long at, @Nullable Object value) {
    result = value;
    reached(at);
  }

  @Override
  public void reached(long at) {
    if (!index.complete(at)) {
      throw new IllegalStateException("answered twice");
    }
  }

  @Override
  public void failed(LogException cause) {
    if (!index.completeExceptionally(cause)) {
      throw new IllegalStateException("answered twice");
    }
  }

  public boolean answered() {
    return index.isDone();
  }

  /** Whether it was answered, and well. */
  public boolean succeeded() {
    return index.isDone() && !index.isCompletedExceptionally();
  }

  /** Waits for success. */
  public long index() throws InterruptedException {
    try {
      return index.get(120, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  public @Nullable Object result() throws InterruptedException {
    var _ = index();
    return result;
  }

  /** Waits for failure. */
  public LogException failure() throws InterruptedException {
    try {
      throw new AssertionError("applied at " + index.get(120, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LogException cause) {
        return cause;
      }
      throw new AssertionError(e);
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }
}
