package io.proconsul.raftlog;

import org.jspecify.annotations.Nullable;

/** Hears once how a submitted command ended; called on the log's thread, so it must not block. */
public interface Completion {

  /** The command is durable and applied at this index; the result is what the machine returned. */
  void applied(long index, @Nullable Object result);

  /** Not acknowledged; {@link LogException#reason} says whether it may still take effect. */
  void failed(LogException cause);
}
