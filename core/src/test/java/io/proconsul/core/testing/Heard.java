package io.proconsul.core.testing;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Keeps what came of operations: results, and the texts of refusals. */
public final class Heard<R> implements Outcome<R> {
  public final List<Object> all = new ArrayList<>();

  @Override
  public void done(R result) {
    all.add(result);
  }

  @Override
  public void failed(ConsulException cause) {
    all.add(String.valueOf(cause.getMessage()));
  }
}
