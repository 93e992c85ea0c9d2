package io.proconsul.model;

import io.proconsul.codec.Fields;

/** Finds fields that configuration files spell with underscores and the API in one word. */
final class Spellings {
  private Spellings() {}

  /** The first of the names that is present, else the first; all of them become known. */
  static String spelled(Fields in, String name, String... others) {
    String present = in.has(name) ? name : "";
    for (String other : others) {
      if (in.has(other) && present.isEmpty()) {
        present = other;
      }
    }
    return present.isEmpty() ? name : present;
  }
}
