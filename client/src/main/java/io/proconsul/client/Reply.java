package io.proconsul.client;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Value;
import io.proconsul.codec.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * An answer, read whole.
 *
 * @param headers by lower-case name; of several of one name the last
 */
public record Reply(int status, Map<String, String> headers, byte[] body) {
  static final int OK = 200;

  /** The header's value; the empty string when it is absent. */
  public String header(String name) {
    String value = headers.get(name.toLowerCase(Locale.ROOT));
    return value == null ? "" : value;
  }

  /** @throws StatusException for any status but 200 */
  public Reply ok() {
    if (status != OK) {
      throw failure();
    }
    return this;
  }

  StatusException failure() {
    return new StatusException(status, text().strip());
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** @throws ClientException when the body is no JSON */
  public Value json() {
    try {
      return JsonReader.parseFirst(body);
    } catch (DecodeException e) {
      throw new ClientException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Zero and false where the answer says nothing. */
  public QueryMeta meta() {
    return new QueryMeta(
        number("x-consul-index"),
        header("x-consul-knownleader").equals("true"),
        Duration.ofMillis(number("x-consul-lastcontact")));
  }

  private long number(String header) {
    String text = header(header);
    try {
      return text.isEmpty() ? 0 : Long.parseUnsignedLong(text);
    } catch (NumberFormatException e) {
      throw new ClientException(
          "Failed to parse " + header + ": strconv.ParseUint: parsing \"" + text
              + "\": invalid syntax",
          e);
    }
  }
}
