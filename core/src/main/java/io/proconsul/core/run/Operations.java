package io.proconsul.core.run;

import io.proconsul.core.api.Outcome;
import io.proconsul.core.operation.Operation;

/**
 * What a server of this datacenter does and tells outside its log. Hands what only the leader can
 * do on to it, and holds it while none is known. Any thread; does not block.
 */
public interface Operations {
  <R> void perform(Operation<R> operation, Outcome<R> outcome);
}
