package io.proconsul.conformance.net;

import io.proconsul.codec.Value;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A small HTTP or TCP server that checks and watches of the agent under test talk to. Steps change
 * what it answers and look at what it was asked. Owned by one scenario; serves each connection on a
 * virtual thread, at most {@value #MAX_CONNECTIONS} at once.
 */
public final class Fixture implements AutoCloseable {
  private static final int MAX_CONNECTIONS = 256;

  private final int port;
  private final Set<Socket> connections = Collections.synchronizedSet(new HashSet<>());
  private Value.Obj behaviour;
  private @Nullable ServerSocket listener;
  private @Nullable Thread acceptor;
  private int count;
  private Value last = Value.Nil.NIL;

  /**
   * @param behaviour the scenario's {@code servers} entry: {@code type status body headers paths
   *     delay body_times up hold}
   */
  public Fixture(Value.Obj behaviour, int port) throws IOException {
    this.port = port;
    this.behaviour = behaviour;
    if (!isFalse(behaviour.get("up"))) {
      up();
    }
  }

  /** Changes what it does from now on; {@code up} opens or closes its port. */
  public synchronized void set(Value.Obj change) throws IOException {
    behaviour = merged(behaviour, change);
    if (change.get("up") != null) {
      if (isFalse(change.get("up"))) {
        down();
      } else {
        up();
      }
    }
  }

  public synchronized void clear() {
    count = 0;
    last = Value.Nil.NIL;
  }

  /** How often it was asked, and the last request. */
  public synchronized Value requests() {
    Map<String, Value> state = new LinkedHashMap<>();
    state.put("count", new Value.Int(count));
    state.put("last", last);
    return new Value.Obj(state);
  }

  @Override
  public synchronized void close() throws IOException {
    down();
    for (Socket connection : List.copyOf(connections)) {
      connection.close();
    }
  }

  synchronized Value.Obj behaviour() {
    return behaviour;
  }

  synchronized void asked(Value request) {
    count++;
    last = request;
  }

  static Value.Obj merged(Value.Obj base, Value.Obj change) {
    Map<String, Value> fields = new LinkedHashMap<>(base.fields());
    fields.putAll(change.fields());
    return new Value.Obj(fields);
  }

  private void up() throws IOException {
    if (listener == null) {
      ServerSocket opened = new ServerSocket();
      opened.setReuseAddress(true);
      InetAddress host = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      opened.bind(new InetSocketAddress(host, port));
      listener = opened;
      acceptor = Thread.ofVirtual().name("fixture-" + port).start(() -> accept(opened));
    }
  }

  private void down() throws IOException {
    if (listener != null) {
      listener.close();
      listener = null;
      awaitAcceptor();
    }
  }

  /** The port is free only when the last thread has left the listener. */
  private void awaitAcceptor() throws IOException {
    try {
      if (acceptor != null) {
        acceptor.join();
        acceptor = null;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a server went down");
    }
  }

  private void accept(ServerSocket opened) {
    while (!opened.isClosed()) {
      try {
        Socket connection = opened.accept();
        if (connections.size() >= MAX_CONNECTIONS) {
          connection.close();
        } else {
          connections.add(connection);
          Thread.ofVirtual().name("fixture-" + port).start(() -> serve(connection));
        }
      } catch (IOException e) {
        // The listener was closed, or the client has gone before it was accepted.
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      if (behaviour().get("type") instanceof Value.Str(String type) && type.equals("tcp")) {
        asked(HttpConversation.request("TCP", "", Map.of(), new byte[0]));
        HttpConversation.pause(behaviour().get("hold"));
      } else {
        new HttpConversation(this, connection).serve();
      }
    } catch (IOException e) {
      // The agent under test has hung up, which it may.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      connections.remove(connection);
    }
  }

  private static boolean isFalse(@Nullable Value value) {
    return value instanceof Value.Bool(boolean flag) && !flag;
  }
}
