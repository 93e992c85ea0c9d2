package io.proconsul.agent.rpc.link;

import io.proconsul.agent.rpc.yamux.YamuxEvents;
import io.proconsul.agent.rpc.yamux.YamuxException;
import io.proconsul.agent.rpc.yamux.YamuxSession;

/** A connection whose bytes are a yamux session's, whichever end this is. */
public interface YamuxProtocol extends Protocol, YamuxEvents {
  YamuxSession session();

  @Override
  default void receive(byte[] data, int offset, int length) throws YamuxException {
    session().receive(data, offset, length);
  }

  @Override
  default boolean hasOutput() {
    return session().hasOutput();
  }

  @Override
  default long queued() {
    return session().queued();
  }

  @Override
  default int drain(byte[] target) {
    return session().drain(target);
  }

  @Override
  default void tick(long now) throws YamuxException {
    session().tick(now);
  }

  @Override
  default void violated() {
    session().goAway(YamuxSession.PROTOCOL_ERROR);
  }
}
