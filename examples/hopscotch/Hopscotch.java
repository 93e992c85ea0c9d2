import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A service that hops: {@code java Hopscotch.java ADDRESS PORT}. Answers /health and everything else. */
public final class Hopscotch {
  private Hopscotch() {}

  public static void main(String[] args) throws Exception {
    InetSocketAddress address = new InetSocketAddress(args[0], Integer.parseInt(args[1]));
    HttpServer server = HttpServer.create(address, 0);
    server.createContext(
        "/",
        exchange -> {
          String text = exchange.getRequestURI().getPath().equals("/health") ? "ok" : "hop";
          byte[] body = (text + " from " + args[0] + "\n").getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    System.out.println("hopscotch listens on " + args[0] + ":" + args[1]);
  }
}
