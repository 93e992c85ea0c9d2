package io.proconsul.agent.rpc.yamux;

import org.jspecify.annotations.Nullable;

/** What happens to a session apart from its streams. */
public interface YamuxEvents {
  /** The peer opens a stream; null refuses it. */
  @Nullable
  StreamEvents opened(YamuxStream stream);

  /** A stream of ours was accepted or has ended: there may be room for another. */
  void room();
}
