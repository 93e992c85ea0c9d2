package io.proconsul.bench.micro;

import io.proconsul.agent.rpc.Destination;
import io.proconsul.agent.rpc.RpcBounds;
import io.proconsul.agent.rpc.RpcListener;
import io.proconsul.agent.rpc.RpcPool;
import io.proconsul.agent.rpc.RpcResult;
import io.proconsul.agent.rpc.RpcServices;
import io.proconsul.agent.tls.RpcTls;
import io.proconsul.codec.msgpack.MsgpackWriter;
import io.proconsul.core.run.Timer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Calls of 200 bytes that are sent back, over one connection on loopback: alone, and 64 at once.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class RpcBench {
  private static final int AT_ONCE = 64;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final ScheduledThreadPoolExecutor executor =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().factory());
  private final byte[] args = args();
  private @Nullable RpcListener listener;
  private @Nullable RpcPool pool;
  private Destination server = new Destination("127.0.0.1", 8300, "", "dc1", false);

  private static byte[] args() {
    MsgpackWriter writer = new MsgpackWriter();
    writer.bytes(new byte[200]);
    return writer.toBytes();
  }

  @Setup
  public void listen() throws IOException {
    executor.setRemoveOnCancelPolicy(true);
    Timer timer = (delay, task) -> {
      ScheduledFuture<?> future = executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
      return () -> future.cancel(false);
    };
    RpcTls plain = RpcTls.none();
    RpcListener started = RpcListener.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        RpcServices.of(call -> call.reply(call.args())),
        () -> plain,
        RpcBounds.DEFAULT,
        timer);
    listener = started;
    server = new Destination("127.0.0.1", started.address().getPort(), "", "dc1", false);
    pool = new RpcPool(() -> plain, RpcBounds.DEFAULT, timer, null);
  }

  @TearDown
  public void close() {
    if (pool != null) {
      pool.close();
    }
    if (listener != null) {
      listener.close();
    }
    executor.shutdownNow();
  }

  @Benchmark
  public int echo() throws InterruptedException {
    return answers(1);
  }

  @Benchmark
  @OperationsPerInvocation(AT_ONCE)
  public int echoAtOnce() throws InterruptedException {
    return answers(AT_ONCE);
  }

  private int answers(int calls) throws InterruptedException {
    RpcPool caller = pool;
    if (caller == null) {
      throw new IllegalStateException("not set up");
    }
    AtomicInteger answered = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(calls);
    for (int i = 0; i < calls; i++) {
      caller.call(server, "Test.Echo", args, TIMEOUT, result -> {
        if (result instanceof RpcResult.Answer) {
          answered.incrementAndGet();
        }
        done.countDown();
      });
    }
    done.await();
    if (answered.get() != calls) {
      throw new IllegalStateException((calls - answered.get()) + " calls failed");
    }
    return calls;
  }
}
