package io.proconsul.gossip.net;

import java.util.concurrent.atomic.LongAdder;

/** What a driver has counted since its start; any thread. */
public final class Traffic {
  final LongAdder packetsIn = new LongAdder();
  final LongAdder packetBytesIn = new LongAdder();
  final LongAdder packetsOut = new LongAdder();
  final LongAdder packetBytesOut = new LongAdder();
  final LongAdder packetsDropped = new LongAdder();
  final LongAdder packetsBad = new LongAdder();
  final LongAdder streamsIn = new LongAdder();
  final LongAdder streamsOut = new LongAdder();
  final LongAdder streamBytesOut = new LongAdder();
  final LongAdder streamsRefused = new LongAdder();
  final LongAdder streamsBad = new LongAdder();
  final LongAdder streamsOverBudget = new LongAdder();

  /** All counts at about one moment. */
  public record Counts(
      long packetsIn,
      long packetBytesIn,
      long packetsOut,
      long packetBytesOut,
      long packetsDropped,
      long packetsBad,
      long streamsIn,
      long streamsOut,
      long streamBytesOut,
      long streamsRefused,
      long streamsBad,
      long streamsOverBudget) {}

  public Counts counts() {
    return new Counts(
        packetsIn.sum(),
        packetBytesIn.sum(),
        packetsOut.sum(),
        packetBytesOut.sum(),
        packetsDropped.sum(),
        packetsBad.sum(),
        streamsIn.sum(),
        streamsOut.sum(),
        streamBytesOut.sum(),
        streamsRefused.sum(),
        streamsBad.sum(),
        streamsOverBudget.sum());
  }
}
