package io.proconsul.cli.agent;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The signals that an agent heeds, in the order in which they come. The JDK's class for them is not
 * part of its API, hence reflection: where it is missing, signals keep their usual effect.
 */
final class Signals {
  /** What an agent is told. */
  enum Kind {
    HUP,
    INT,
    TERM,
    /** Over its API. */
    LEAVE
  }

  /** More than these waiting change nothing: they are dropped. */
  private static final int CAPACITY = 16;

  private final BlockingQueue<Kind> queue = new LinkedBlockingQueue<>(CAPACITY);

  private Signals() {}

  static Signals install() {
    Signals signals = new Signals();
    for (Kind kind : new Kind[] {Kind.HUP, Kind.INT, Kind.TERM}) {
      signals.handle(kind);
    }
    return signals;
  }

  private void handle(Kind kind) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy = Proxy.newProxyInstance(
          Signals.class.getClassLoader(), new Class<?>[] {handler}, new Handler(kind, queue));
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(kind.name()), proxy);
    } catch (ReflectiveOperationException | IllegalArgumentException _) {
      // The platform has no such signal, or keeps it for itself.
    }
  }

  /** Stands in for a class that implements the JDK's interface. */
  private record Handler(Kind signal, BlockingQueue<Kind> queue) implements InvocationHandler {
    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] args) {
      return switch (method.getName()) {
        case "equals" ->
          args != null
              && Proxy.isProxyClass(args[0].getClass())
              && equals(Proxy.getInvocationHandler(args[0]));
        case "hashCode" -> hashCode();
        case "toString" -> toString();
        default -> {
          boolean _ = queue.offer(signal);
          yield null;
        }
      };
    }
  }

  /** As if a signal had told to leave. */
  void leave() {
    boolean _ = queue.offer(Kind.LEAVE);
  }

  /** Waits for the next one. An interrupt counts as one. */
  Kind next() {
    try {
      return queue.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Kind.INT;
    }
  }
}
