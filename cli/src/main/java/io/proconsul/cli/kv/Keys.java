package io.proconsul.cli.kv;

import io.proconsul.cli.text.Columns;
import io.proconsul.model.KvEntry;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** How keys are written on the command line and shown. */
final class Keys {
  private static final int GAP = 6;

  private Keys() {}

  /** The first word without the slash in front of it, which no key has; empty without words. */
  static String first(String[] words) {
    if (words.length == 0) {
      return "";
    }
    return words[0].startsWith("/") ? words[0].substring(1) : words[0];
  }

  static String base64(KvEntry entry) {
    return Base64.getEncoder().encodeToString(entry.value());
  }

  static String text(KvEntry entry) {
    return new String(entry.value(), StandardCharsets.UTF_8);
  }

  /** All that is known of a key, a line each. */
  static String details(KvEntry entry, boolean base64) {
    return new Columns(GAP)
        .row("CreateIndex", Long.toUnsignedString(entry.createIndex()))
        .row("Flags", Long.toUnsignedString(entry.flags()))
        .row("Key", entry.key())
        .row("LockIndex", Long.toUnsignedString(entry.lockIndex()))
        .row("ModifyIndex", Long.toUnsignedString(entry.modifyIndex()))
        .row("Session", entry.session().isEmpty() ? "-" : entry.session())
        .row("Value", base64 ? base64(entry) : text(entry))
        .toString()
        .strip();
  }
}
