package io.proconsul.agent.rpc;

import io.proconsul.agent.rpc.link.MessageReader;

/** For readers in tests. */
final class UnlimitedMemory implements MessageReader.Memory {
  private long taken;

  @Override
  public void take(int bytes) {
    taken += bytes;
  }

  @Override
  public void give(int bytes) {
    taken -= bytes;
  }

  long taken() {
    return taken;
  }
}
