package io.proconsul.core.api;

import io.proconsul.codec.Sink;
import io.proconsul.codec.json.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A finished answer. Immutable and shared: the same response may go to many waiting clients, so
 * nobody changes the body.
 *
 * @param content what follows in the place of the body; null for the body alone
 */
public record Response(
    int status, List<Header> headers, byte[] body, @Nullable Content content) {
  private static final byte[] NO_BODY = new byte[0];
  private static final Header JSON = new Header("Content-Type", "application/json");
  private static final Header TEXT = new Header("Content-Type", "text/plain; charset=utf-8");

  /** One header line, spelled as it goes out. */
  public record Header(String name, String value) {}

  /** A body that is too large to hold: written when the head is on its way. */
  @FunctionalInterface
  public interface Content {
    /** Called once at most, on a thread that may block. */
    void writeTo(OutputStream out) throws IOException;

    /** Called when nobody wants it any more, in any case. */
    default void close() {}
  }

  public Response {
    headers = List.copyOf(headers);
  }

  public Response(int status, List<Header> headers, byte[] body) {
    this(status, headers, body, null);
  }

  /** A status alone: no body and no content type. */
  public static Response empty(int status) {
    return new Response(status, List.of(), NO_BODY);
  }

  public static Response text(int status, String text) {
    return new Response(status, List.of(TEXT), text.getBytes(StandardCharsets.UTF_8));
  }

  /** Text whose content type names no charset, as some of Consul's do. */
  public static Response plain(int status, String text) {
    Header header = new Header("Content-Type", "text/plain");
    return new Response(status, List.of(header), text.getBytes(StandardCharsets.UTF_8));
  }

  /** Bytes that are JSON already. */
  public static Response json(byte[] json) {
    return new Response(200, List.of(JSON), json);
  }

  /** Renders a value; with {@code pretty} it is indented. */
  public static <T> Response json(T value, boolean pretty, BiConsumer<? super T, Sink> writer) {
    return json(encode(value, pretty, writer));
  }

  /** The bytes of {@link #json(Object, boolean, BiConsumer)}. */
  public static <T> byte[] encode(T value, boolean pretty, BiConsumer<? super T, Sink> writer) {
    return pretty ? JsonWriter.pretty(value, writer) : JsonWriter.compact(value, writer);
  }

  /** An answer with another status and the same rest. */
  public Response withStatus(int newStatus) {
    return new Response(newStatus, headers, body, content);
  }

  /** The same with a line's end behind the body. */
  public Response withNewline() {
    byte[] line = java.util.Arrays.copyOf(body, body.length + 1);
    line[body.length] = '\n';
    return new Response(status, headers, line);
  }

  public Response with(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new Response(status, more, body, content);
  }

  public Response withAll(Header... more) {
    return withAll(List.of(more));
  }

  public Response withAll(List<Header> more) {
    if (more.isEmpty()) {
      return this;
    }
    List<Header> all = new ArrayList<>(headers.size() + more.size());
    all.addAll(headers);
    all.addAll(more);
    return new Response(status, all, body, content);
  }

  /** The first header of that name, without case. */
  public @Nullable String header(String name) {
    for (Header header : headers) {
      if (header.name.equalsIgnoreCase(name)) {
        return header.value;
      }
    }
    return null;
  }
}
