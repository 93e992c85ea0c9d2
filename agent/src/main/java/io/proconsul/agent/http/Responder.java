package io.proconsul.agent.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.proconsul.core.api.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Puts responses into Netty's form: length, date, and gzip for bodies that are worth it. */
final class Responder {
  /** Consul compresses from this size on. */
  private static final int GZIP_FROM = 1_400;

  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
          "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
      .withZone(ZoneOffset.UTC);

  private record Stamp(long second, String text) {}

  private final InstantSource clock;
  private volatile Stamp stamp = new Stamp(-1, "");

  Responder(InstantSource clock) {
    this.clock = clock;
  }

  DefaultFullHttpResponse message(Response response, boolean gzip, boolean head) {
    byte[] body = response.body();
    boolean compress = gzip && body.length >= GZIP_FROM;
    byte[] sent = compress ? compressed(body) : body;
    DefaultFullHttpResponse message = new DefaultFullHttpResponse(
        HttpVersion.HTTP_1_1,
        HttpResponseStatus.valueOf(response.status()),
        head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(sent),
        DefaultHttpHeadersFactory.headersFactory().withValidation(false),
        DefaultHttpHeadersFactory.trailersFactory());
    HttpHeaders headers = message.headers();
    for (Response.Header header : response.headers()) {
      headers.add(header.name(), header.value());
    }
    if (compress) {
      headers.set(HttpHeaderNames.CONTENT_ENCODING, "gzip");
    }
    headers.set(HttpHeaderNames.DATE, date());
    headers.set(HttpHeaderNames.CONTENT_LENGTH, sent.length);
    return message;
  }

  /** The head of an answer whose body follows in pieces. */
  HttpResponse head(Response response) {
    DefaultHttpResponse message = new DefaultHttpResponse(
        HttpVersion.HTTP_1_1,
        HttpResponseStatus.valueOf(response.status()),
        DefaultHttpHeadersFactory.headersFactory().withValidation(false));
    for (Response.Header header : response.headers()) {
      message.headers().add(header.name(), header.value());
    }
    message.headers().set(HttpHeaderNames.DATE, date());
    HttpUtil.setTransferEncodingChunked(message, true);
    return message;
  }

  private String date() {
    long second = clock.millis() / 1_000;
    Stamp last = stamp;
    if (last.second() != second) {
      last = new Stamp(second, DATE.format(clock.instant()));
      stamp = last;
    }
    return last.text();
  }

  private static byte[] compressed(byte[] body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length / 4);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
