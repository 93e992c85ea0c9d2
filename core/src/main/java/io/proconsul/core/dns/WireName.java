package io.proconsul.core.dns;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A name as records hold it: labels with their lengths, without the final root. Names in the domain
 * end where it begins: it is written as the question spells it, since Consul answers so.
 */
final class WireName {
  static final int MAX_LABEL = 63;
  private static final int MAX_LABELS_LENGTH = 254;

  /** Stands for the name that was asked, in its letters. */
  static final WireName QUESTION = new WireName(new byte[0], true, 1);

  /** The domain itself. */
  static final WireName DOMAIN = new WireName(new byte[0], true, 2);

  private final byte[] labels;
  private final boolean inDomain;
  private final int hash;

  private WireName(byte[] labels, boolean inDomain, int salt) {
    this.labels = labels;
    this.inDomain = inDomain;
    this.hash = Arrays.hashCode(labels) * 31 + salt;
  }

  /** A full name, with or without a final dot; empty when it cannot be one. */
  static Optional<WireName> absolute(String name) {
    String text = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    return of(text, false);
  }

  /** A name whose dots part labels, to be completed by the domain; empty when it cannot be one. */
  static Optional<WireName> inDomain(String name) {
    return of(name, true);
  }

  /** A full name that is in this form already, with its root. */
  static WireName ofWire(byte[] wire) {
    return new WireName(Arrays.copyOf(wire, wire.length - 1), false, 0);
  }

  private static Optional<WireName> of(String name, boolean inDomain) {
    ByteArrayOutputStream wire = new ByteArrayOutputStream(name.length() + 1);
    for (String label : name.split("\\.", -1)) {
      byte[] bytes = label.getBytes(StandardCharsets.UTF_8);
      if (bytes.length == 0 || bytes.length > MAX_LABEL) {
        return Optional.empty();
      }
      wire.write(bytes.length);
      wire.writeBytes(bytes);
    }
    return wire.size() > MAX_LABELS_LENGTH
        ? Optional.empty()
        : Optional.of(new WireName(wire.toByteArray(), inDomain, 0));
  }

  byte[] labels() {
    return labels;
  }

  boolean inDomain() {
    return inDomain;
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || other instanceof WireName that
            && labels.length > 0
            && inDomain == that.inDomain
            && Arrays.equals(labels, that.labels);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
