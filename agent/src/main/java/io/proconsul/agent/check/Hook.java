package io.proconsul.agent.check;

import io.proconsul.core.check.TailBuffer;
import io.proconsul.model.CheckKind;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Sends something to HTTP endpoints, each time on a connection of its own. Any thread. */
public final class Hook implements AutoCloseable {
  private static final int MAX_REDIRECTS = 10;

  private final Dialer dialer = new Dialer();
  private final CheckTls tls = new CheckTls();

  /** Where to and how. */
  public record Target(String url, String method, boolean skipVerify) {}

  /**
   * What came back.
   *
   * @param status code and reason
   */
  public record Answer(int code, String status) {}

  /**
   * Sends; redirects are followed as Go does.
   *
   * @param headers besides those of the transport
   * @param output gets the end of the answer's body
   * @throws IOException in Go's words, as far as there are such
   */
  public Answer send(
      Target target,
      Map<String, List<String>> headers,
      byte[] body,
      TailBuffer output,
      Deadline deadline)
      throws IOException {
    HttpCall.Connector connector =
        new HttpCall.Connector(dialer, tls, new CheckKind.Tls("", target.skipVerify()));
    HttpCall call = call(target, headers, body);
    for (int redirects = 0; redirects < MAX_REDIRECTS; redirects++) {
      try (HttpCall.Reply reply = connector.send(call, deadline)) {
        HttpCall next = call.redirected(reply);
        if (next == null) {
          drain(reply.body(), output);
          return new Answer(reply.code(), reply.status());
        }
        call = next;
      }
    }
    throw new IOException("stopped after " + MAX_REDIRECTS + " redirects");
  }

  private static HttpCall call(Target target, Map<String, List<String>> headers, byte[] body)
      throws IOException {
    Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.put("User-Agent", List.of("Go-http-client/1.1"));
    all.put("Accept-Encoding", List.of("gzip"));
    headers.forEach((name, values) -> all.put(canonical(name), values));
    all.put("Connection", List.of("close"));
    try {
      return new HttpCall(target.method(), new URI(target.url()), all, body);
    } catch (URISyntaxException e) {
      throw new IOException("parse \"" + target.url() + "\": " + e.getReason(), e);
    }
  }

  /** A name as Go sends it: {@code X-Foo} for {@code x-foo}. */
  private static String canonical(String name) {
    if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")) {
      return name;
    }
    StringBuilder out = new StringBuilder();
    boolean first = true;
    for (char c : name.toLowerCase(Locale.ROOT).toCharArray()) {
      out.append(first ? Character.toUpperCase(c) : c);
      first = c == '-';
    }
    return out.toString();
  }

  private static void drain(InputStream body, TailBuffer output) {
    byte[] chunk = new byte[8_192];
    try {
      for (int read = body.read(chunk); read >= 0; read = body.read(chunk)) {
        output.write(chunk, 0, read);
      }
    } catch (IOException _) {
      // The status counts.
    }
  }

  @Override
  public void close() {
    dialer.close();
  }
}
