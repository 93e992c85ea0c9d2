package io.proconsul.agent.check;

import io.proconsul.core.check.CheckResult;
import io.proconsul.core.check.TailBuffer;
import io.proconsul.model.CheckKind;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;

/** Asks over HTTP: 2xx is passing, 429 warning, anything else critical. */
record HttpProbe(
    CheckKind.Http check, Duration timeout, int maxOutput, HttpCall.Connector connector)
    implements Probe {
  private static final int MAX_REDIRECTS = 10;

  @Override
  public CheckResult run(Deadline deadline) {
    String method = check.method().isEmpty() ? "GET" : check.method();
    HttpCall call;
    try {
      call = HttpCall.of(method, parse(check.url()), check.header(), check.body());
    } catch (IOException e) {
      return CheckResult.critical(String.valueOf(e.getMessage()));
    }
    for (int redirects = 0; redirects < MAX_REDIRECTS; redirects++) {
      try (HttpCall.Reply reply = connector.send(call, deadline)) {
        HttpCall next = check.disableRedirects() ? null : call.redirected(reply);
        if (next == null) {
          return result(method, reply);
        }
        call = next;
      } catch (SocketTimeoutException _) {
        return timedOut(call);
      } catch (IOException e) {
        return deadline.expired() ? timedOut(call) : failed(call, String.valueOf(e.getMessage()));
      }
    }
    return failed(call, "stopped after " + MAX_REDIRECTS + " redirects");
  }

  private CheckResult result(String method, HttpCall.Reply reply) {
    String output = "HTTP " + method + " " + check.url() + ": " + reply.status() + " Output: "
        + read(reply.body());
    int code = reply.code();
    if (code >= 200 && code <= 299) {
      return CheckResult.passing(output);
    }
    return code == 429 ? CheckResult.warning(output) : CheckResult.critical(output);
  }

  /** The end of the body; what arrived when it breaks off or the time is over. */
  private String read(InputStream body) {
    TailBuffer tail = new TailBuffer(maxOutput);
    byte[] chunk = new byte[8_192];
    try {
      for (int read = body.read(chunk); read >= 0; read = body.read(chunk)) {
        tail.write(chunk, 0, read);
      }
    } catch (IOException _) {
      // The status counts; what there is of the body is shown.
    }
    return tail.text();
  }

  private static CheckResult timedOut(HttpCall call) {
    return failed(
        call, "context deadline exceeded (Client.Timeout exceeded while awaiting headers)");
  }

  private static CheckResult failed(HttpCall call, String reason) {
    String method = call.method();
    String verb = method.substring(0, 1).toUpperCase(Locale.ROOT)
        + method.substring(1).toLowerCase(Locale.ROOT);
    return CheckResult.critical(verb + " \"" + call.uri() + "\": " + reason);
  }

  private static URI parse(String url) throws IOException {
    if (url.startsWith(":")) {
      throw new IOException("parse \"" + url + "\": missing protocol scheme");
    }
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      throw new IOException("parse \"" + url + "\": " + e.getReason(), e);
    }
  }
}
