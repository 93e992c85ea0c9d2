package io.proconsul.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.proconsul.agent.rpc.link.Budget;
import io.proconsul.core.api.Response;
import io.proconsul.core.run.Cancellation;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bodies too large to hold, both ways, over sockets. */
@Timeout(180)
class StreamingTest {
  private static final int LARGE = 5 << 20;

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CompletableFuture<String> readerEnded = new CompletableFuture<>();

  @SuppressWarnings("NullAway.Init")
  private Channel server;

  @BeforeEach
  void listen() {
    server = new ServerBootstrap()
        .group(loops)
        .channel(NioServerSocketChannel.class)
        .childHandler(new ChannelInitializer<>() {
          @Override
          protected void initChannel(Channel channel) {
            channel
                .pipeline()
                .addLast(new HttpRequestDecoder())
                .addLast(new HttpResponseEncoder())
                .addLast(new HttpConnection(
                    new Streams(),
                    new Responder(InstantSource.system()),
                    1_000,
                    new Budget(1_500)));
          }
        })
        .bind(InetAddress.getLoopbackAddress(), 0)
        .awaitUninterruptibly()
        .channel();
  }

  @AfterEach
  void close() {
    server.close().awaitUninterruptibly();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  @Test
  void aLargeAnswerComesWholeAndTheConnectionGoesOn() throws Exception {
    try (Client client = new Client()) {
      for (int i = 0; i < 2; i++) {
        client.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(client.head()).startsWith("HTTP/1.1 200").contains("chunked");
        assertThat(client.chunks()).isEqualTo(pattern(LARGE));
      }
    }
    assertThat(closed.await(90, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void anAnswerThatBreaksOffIsNotTakenForWhole() throws Exception {
    try (Client client = new Client()) {
      client.send("GET /broken HTTP/1.1\r\nHost: x\r\n\r\n");
      client.head();
      assertThat(client.endsWithin()).isTrue();
    }
    assertThat(closed.await(90, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whoeverWritesForAClientThatWentIsTold() throws Exception {
    try (Client client = new Client()) {
      client.send("GET /endless HTTP/1.1\r\nHost: x\r\n\r\n");
      client.head();
    }
    assertThat(readerEnded.get(90, TimeUnit.SECONDS)).isEqualTo("the client is gone");
    assertThat(closed.await(90, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aLargeBodyReachesItsReaderAsItComes() throws Exception {
    try (Client client = new Client()) {
      for (int i = 0; i < 2; i++) {
        client.send("PUT /echo HTTP/1.1\r\nHost: x\r\nContent-Length: " + LARGE + "\r\n\r\n");
        client.send(pattern(LARGE));
        assertThat(client.head()).startsWith("HTTP/1.1 200");
        assertThat(client.chunks()).isEqualTo(pattern(LARGE));
      }
    }
  }

  @Test
  void aBodyThatIsRefusedUnreadIsTakenAndTheAnswerSeen() throws Exception {
    try (Client client = new Client()) {
      client.send("PUT /refuse HTTP/1.1\r\nHost: x\r\nContent-Length: " + LARGE + "\r\n\r\n");
      client.send(pattern(LARGE));
      assertThat(client.head()).startsWith("HTTP/1.1 500");
      client.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(client.head()).startsWith("HTTP/1.1 200");
      assertThat(client.chunks()).hasSize(LARGE);
    }
  }

  @Test
  void aReaderIsToldWhenItsClientGoes() throws Exception {
    try (Client client = new Client()) {
      client.send("PUT /read HTTP/1.1\r\nHost: x\r\nContent-Length: " + LARGE + "\r\n\r\n");
      client.send(pattern(LARGE / 2));
    }
    assertThat(readerEnded.get(90, TimeUnit.SECONDS)).isEqualTo("unexpected EOF");
  }

  private static byte[] pattern(int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (i * 31 + (i >> 8));
    }
    return bytes;
  }

  /** What the requests of these tests come to. */
  private final class Streams implements HttpConnection.Service {
    @Override
    public boolean isStreamed(String method, String target) {
      return method.equals("PUT");
    }

    @Override
    public Cancellation handle(
        HttpRouter.Incoming incoming, Executor executor, Consumer<Response> done) {
      switch (incoming.target()) {
        case "/large" -> done.accept(content(out -> out.write(pattern(LARGE))));
        case "/broken" ->
          done.accept(content(out -> {
            out.write(pattern(LARGE / 5));
            throw new IOException("the disk is gone");
          }));
        case "/endless" -> done.accept(content(this::endless));
        case "/refuse" -> done.accept(Response.empty(500));
        default -> read(incoming, done);
      }
      return Cancellation.NONE;
    }

    private void endless(OutputStream out) throws IOException {
      try {
        while (true) {
          out.write(pattern(100_000));
        }
      } catch (IOException e) {
        readerEnded.complete(String.valueOf(e.getMessage()));
        throw e;
      }
    }

    private void read(HttpRouter.Incoming incoming, Consumer<Response> done) {
      InputStream stream = Objects.requireNonNull(incoming.stream());
      Thread.ofVirtual().start(() -> {
        try {
          byte[] body = stream.readAllBytes();
          done.accept(content(out -> out.write(body)));
        } catch (IOException e) {
          readerEnded.complete(String.valueOf(e.getMessage()));
        }
      });
    }

    private Response content(Response.Content content) {
      return new Response(200, List.of(), new byte[0], new Response.Content() {
        @Override
        public void writeTo(OutputStream out) throws IOException {
          content.writeTo(out);
        }

        @Override
        public void close() {
          closed.countDown();
        }
      });
    }
  }

  /** Reads heads and chunks. */
  private final class Client implements AutoCloseable {
    private final Socket socket = new Socket();
    private final DataInputStream in;

    Client() throws IOException {
      socket.connect((InetSocketAddress) server.localAddress());
      socket.setSoTimeout(90_000);
      in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
    }

    void send(String text) throws IOException {
      send(text.getBytes(StandardCharsets.US_ASCII));
    }

    void send(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
    }

    String head() throws IOException {
      StringBuilder head = new StringBuilder();
      for (String line = line(); !line.isEmpty(); line = line()) {
        head.append(line).append('\n');
      }
      return head.toString();
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder();
      for (char c = (char) in.readUnsignedByte(); c != '\n'; c = (char) in.readUnsignedByte()) {
        line.append(c);
      }
      return line.toString().strip();
    }

    byte[] chunks() throws IOException {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      for (int size = size(); size > 0; size = size()) {
        byte[] chunk = new byte[size];
        in.readFully(chunk);
        all.write(chunk);
        line();
      }
      line();
      return all.toByteArray();
    }

    private int size() throws IOException {
      return Integer.parseInt(line(), 16);
    }

    /** Whether the connection ends before the last chunk. */
    boolean endsWithin() {
      try {
        chunks();
        return false;
      } catch (java.net.SocketTimeoutException _) {
        return false;
      } catch (IOException _) {
        return true;
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
