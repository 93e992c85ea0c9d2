package io.proconsul.core.rpc;

import io.proconsul.codec.Sink;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.command.KvCommand;
import io.proconsul.core.query.KvQuery;
import io.proconsul.core.rpc.form.Form;
import io.proconsul.model.KvEntry;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** {@code KVS}: keys. */
final class KvCalls {
  static final String REFUSAL = "raft apply failed: ";

  private static final Form<Optional<KvEntry>> ENTRY = Form.atMostOne("Entries", KvEntry.MAPPING);
  private static final Form<List<KvEntry>> ENTRIES = Form.list("Entries", KvEntry.MAPPING);
  private static final Form<List<String>> KEYS =
      Form.object((all, out) -> out.strings("Keys", all), in -> Form.orEmpty(in.strings("Keys")));

  private KvCalls() {}

  static Question<?> ask(KvQuery<?> query) {
    return switch (query) {
      case KvQuery.Get(String key) -> Question.of("KVS.Get", "Key", key, ENTRY);
      case KvQuery.ListEntries(String prefix) -> Question.of("KVS.List", "Key", prefix, ENTRIES);
      case KvQuery.ListKeys(String prefix, String separator) ->
        Question.of("KVS.ListKeys", "Prefix", prefix, KEYS)
            .and(out -> out.field("Seperator", separator)); // spelled so
    };
  }

  static Incoming get(Args args) {
    return args.ask(new KvQuery.Get(args.string("Key")), ENTRY);
  }

  static Incoming list(Args args) {
    return args.ask(new KvQuery.ListEntries(args.string("Key")), ENTRIES);
  }

  static Incoming listKeys(Args args) {
    return args.ask(new KvQuery.ListKeys(args.string("Prefix"), args.string("Seperator")), KEYS);
  }

  static Question<Boolean> submit(KvCommand command) {
    return switch (command) {
      case KvCommand.Set(KvEntry entry) -> apply("set", entry);
      case KvCommand.CompareAndSet(KvEntry entry, long index) ->
        apply("cas", entry.withIndexes(0, index));
      case KvCommand.Acquire(KvEntry entry) -> apply("lock", entry);
      case KvCommand.Release(KvEntry entry) -> apply("unlock", entry);
      case KvCommand.Delete(String key) -> apply("delete", keyed(key, 0));
      case KvCommand.CompareAndDelete(String key, long index) ->
        apply("delete-cas", keyed(key, index));
      case KvCommand.DeleteTree(String prefix) -> apply("delete-tree", keyed(prefix, 0));
      case KvCommand.Reap _ -> throw Outgoing.onlyByLeaders(command);
    };
  }

  private static KvEntry keyed(String key, long index) {
    return KvEntry.of(key, new byte[0], 0).withIndexes(0, index);
  }

  private static Question<Boolean> apply(String op, KvEntry entry) {
    return new Question<>("KVS.Apply", out -> write(op, entry, out), Form.BOOL::read);
  }

  private static void write(String op, KvEntry entry, Sink out) {
    out.field("Op", op);
    out.field("DirEnt", entry, KvEntry.MAPPING::write);
  }

  static Incoming apply(Args args) {
    KvEntry given = Objects.requireNonNullElseGet(
        args.in().object("DirEnt", "DirEntry", KvEntry.MAPPING::read), () -> keyed("", 0));
    String op = args.string("Op");
    if (given.key().isEmpty() && !op.equals("delete-tree")) {
      throw new ConsulException.Refused("Must provide key");
    }
    return args.submit(command(op, given), REFUSAL, Form.BOOL);
  }

  /** Of a lock only the session is the caller's to say. */
  private static KvCommand command(String op, KvEntry given) {
    KvEntry entry =
        KvEntry.of(given.key(), given.value(), given.flags()).withLock(0, given.session());
    return switch (op) {
      case "set" -> new KvCommand.Set(entry);
      case "cas" -> new KvCommand.CompareAndSet(entry, given.modifyIndex());
      case "lock" -> new KvCommand.Acquire(entry);
      case "unlock" -> new KvCommand.Release(entry);
      case "delete" -> new KvCommand.Delete(given.key());
      case "delete-cas" -> new KvCommand.CompareAndDelete(given.key(), given.modifyIndex());
      case "delete-tree" -> new KvCommand.DeleteTree(given.key());
      default -> throw new ConsulException.Refused("Invalid KVS operation '" + op + "'");
    };
  }
}
