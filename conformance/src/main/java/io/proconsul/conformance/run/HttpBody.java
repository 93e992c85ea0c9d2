package io.proconsul.conformance.run;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Value;
import io.proconsul.conformance.match.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The body of a scenario's HTTP request, in whichever way it is written. */
record HttpBody(ScenarioFolder folder, Value.Obj request) {
  /** Null when the request has none. */
  byte @Nullable [] bytes() throws IOException {
    byte[] body = plain();
    boolean zip = new Value.Bool(true).equals(request.get("gzip_request"));
    return body == null || !zip ? body : zipped(body);
  }

  private byte @Nullable [] plain() throws IOException {
    Fields fields = new Fields("http", request);
    Value json = request.get("json");
    if (json != null) {
      return Json.compact(json).getBytes(StandardCharsets.UTF_8);
    }
    if (fields.has("body")) {
      return fields.string("body").getBytes(StandardCharsets.UTF_8);
    }
    if (fields.has("body_b64")) {
      return Base64.getDecoder().decode(fields.string("body_b64"));
    }
    Value repeat = request.get("body_repeat");
    if (repeat != null) {
      return repeated(repeat instanceof Value.Arr(List<Value> parts) ? parts : List.of(repeat));
    }
    return fields.has("body_file")
        ? Files.readAllBytes(folder.file(fields.string("body_file")))
        : null;
  }

  private static byte[] repeated(List<Value> parts) {
    StringBuilder text = new StringBuilder();
    for (Value part : parts) {
      if (part instanceof Value.Obj object) {
        Fields fields = new Fields("body_repeat", object);
        text.repeat(fields.string("text"), fields.has("count") ? fields.integer("count") : 1);
      }
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] zipped(byte[] body) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(body);
    }
    return out.toByteArray();
  }
}
