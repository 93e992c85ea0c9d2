package io.proconsul.agent.rpc.yamux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/**
 * Two sessions joined by a wire that cuts bytes anywhere, against the model of what they promise:
 * each stream delivers what was written, in order, then its end; nothing else is kept.
 */
class YamuxModelTest {
  private static final int STEPS = 60;

  /** What a stream should deliver. */
  private static final class Expected {
    final Side.Heard sender;
    final ByteArrayOutputStream written = new ByteArrayOutputStream();
    boolean finished;
    boolean reset;

    Expected(Side.Heard sender) {
      this.sender = sender;
    }
  }

  /** One end of the wire. */
  private static final class End {
    final Side side;
    final Map<Integer, Expected> sent = new HashMap<>();
    final ByteArrayOutputStream wire = new ByteArrayOutputStream();

    End(boolean client) {
      side = new Side(client, YamuxBounds.DEFAULT);
    }

    Expected expected(Side.Heard heard) {
      return sent.computeIfAbsent(heard.stream().id(), _ -> new Expected(heard));
    }
  }

  @Property(tries = 60)
  void deliversEachStreamInOrder(@ForAll Random random) throws YamuxException {
    End client = new End(true);
    End server = new End(false);
    for (int step = 0; step < STEPS; step++) {
      step(random, client);
      step(random, server);
      carry(random, client, server, false);
      carry(random, server, client, false);
    }
    for (int quiet = 0; quiet < 200 && busy(client, server); quiet++) {
      carry(random, client, server, true);
      carry(random, server, client, true);
    }
    compare(client, server);
    compare(server, client);
    assertThat(client.side.session.queued()).isZero();
    assertThat(server.side.session.queued()).isZero();
    assertThat(ids(client)).isEqualTo(ids(server));
  }

  private static boolean busy(End client, End server) {
    return client.side.session.hasOutput()
        || server.side.session.hasOutput()
        || client.wire.size() > 0
        || server.wire.size() > 0;
  }

  private static List<Integer> ids(End end) {
    return end.side.session.streams().stream().map(YamuxStream::id).sorted().toList();
  }

  private static void step(Random random, End end) {
    List<Side.Heard> streams = new ArrayList<>(end.side.streams.values());
    int choice = random.nextInt(10);
    if (choice == 0 && end.side.session.canOpen()) {
      end.expected(end.side.open());
      return;
    }
    if (streams.isEmpty()) {
      return;
    }
    Side.Heard heard = streams.get(random.nextInt(streams.size()));
    Expected expected = end.expected(heard);
    if (choice < 7) {
      write(random, end, expected);
    } else if (choice == 8) {
      end.side.session.finish(heard.stream());
      expected.finished = true;
    } else if (choice == 9 && random.nextInt(4) == 0) {
      end.side.session.reset(heard.stream());
      expected.reset = true;
    }
  }

  private static void write(Random random, End end, Expected expected) {
    byte[] chunk = new byte[random.nextInt(16) == 0 ? random.nextInt(400_000) : random.nextInt(50)];
    random.nextBytes(chunk);
    boolean open = end.side.session.streams().contains(expected.sender.stream());
    end.side.session.write(expected.sender.stream(), chunk);
    if (open && !expected.finished) {
      expected.written.writeBytes(chunk);
    }
  }

  private static void carry(Random random, End from, End to, boolean all) throws YamuxException {
    byte[] buffer = new byte[4_096 + random.nextInt(20_000)];
    for (int i = 0; i < 8 || all; i++) {
      int filled = from.side.session.drain(buffer);
      from.wire.write(buffer, 0, filled);
      if (filled == 0) {
        break;
      }
    }
    byte[] bytes = from.wire.toByteArray();
    from.wire.reset();
    int part = all ? bytes.length : random.nextInt(bytes.length + 1);
    int at = 0;
    while (at < part) {
      int piece = Math.min(part - at, 1 + random.nextInt(5_000));
      to.side.session.receive(bytes, at, piece);
      at += piece;
    }
    from.wire.write(bytes, part, bytes.length - part);
  }

  private static void compare(End from, End to) {
    from.sent.forEach((id, expected) -> {
      Side.@Nullable Heard heard = to.side.streams.get(id);
      byte[] came = heard == null ? new byte[0] : heard.data.toByteArray();
      byte[] written = expected.written.toByteArray();
      Expected back = to.sent.get(id);
      boolean broken = expected.reset || expected.sender.lost != null || back != null && back.reset;
      if (broken) {
        assertThat(came.length).isLessThanOrEqualTo(written.length);
        assertThat(came).isEqualTo(Arrays.copyOf(written, came.length));
      } else {
        assertThat(came).as("stream %s", id).isEqualTo(written);
        assertThat(heard != null && heard.finished).isEqualTo(expected.finished);
      }
    });
  }

  @Property(tries = 300)
  void flippedBytesEndASessionAndNothingElse(@ForAll Random random) {
    End client = new End(true);
    End server = new End(false);
    try {
      for (int step = 0; step < 60; step++) {
        step(random, client);
        step(random, server);
        byte[] bytes = client.side.drain();
        for (int i = 0; i < bytes.length; i += 1 + random.nextInt(400)) {
          bytes[i] ^= (byte) (1 << random.nextInt(8));
        }
        server.side.receive(bytes);
        client.side.receive(server.side.drain());
      }
    } catch (YamuxException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }
}
