package io.proconsul.agent.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.local.LocalStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLocalStoreTest {
  @TempDir
  private Path folder;

  @Test
  void whatIsPutIsThereAfterARestart() throws IOException {
    try (FileLocalStore store = new FileLocalStore(folder)) {
      assertThat(put(store, LocalStore.Kind.SERVICE, "w", "one")).isEmpty();
      assertThat(put(store, LocalStore.Kind.SERVICE, "w", "two")).isEmpty();
      assertThat(put(store, LocalStore.Kind.CHECK, "w", "check")).isEmpty();
      assertThat(put(store, LocalStore.Kind.CHECK_STATE, "w", "state")).isEmpty();
    }
    try (FileLocalStore store = new FileLocalStore(folder)) {
      assertThat(texts(store, LocalStore.Kind.SERVICE)).containsExactly("two");
      assertThat(texts(store, LocalStore.Kind.CHECK)).containsExactly("check");
      assertThat(texts(store, LocalStore.Kind.CHECK_STATE)).containsExactly("state");
    }
  }

  @Test
  void whatIsRemovedIsGone() throws IOException {
    try (FileLocalStore store = new FileLocalStore(folder)) {
      put(store, LocalStore.Kind.SERVICE, "w", "one");
      CompletableFuture<String> removed = new CompletableFuture<>();
      store.remove(LocalStore.Kind.SERVICE, "w", removed::complete);
      assertThat(removed.join()).isEmpty();
      assertThat(texts(store, LocalStore.Kind.SERVICE)).isEmpty();
    }
  }

  @Test
  void idsMayHoldAnything() throws IOException {
    try (FileLocalStore store = new FileLocalStore(folder)) {
      assertThat(put(store, LocalStore.Kind.CHECK, "../a/b:\u0000c", "x")).isEmpty();
      assertThat(texts(store, LocalStore.Kind.CHECK)).containsExactly("x");
    }
  }

  @Test
  void aWriteThatACrashCutOffIsForgotten() throws IOException {
    try (FileLocalStore store = new FileLocalStore(folder)) {
      Files.writeString(folder.resolve("services").resolve("abc.tmp"), "{");
      assertThat(texts(store, LocalStore.Kind.SERVICE)).isEmpty();
    }
    try (Stream<Path> left = Files.list(folder.resolve("services"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aDiskThatTakesNothingIsTold() throws IOException {
    try (FileLocalStore store = new FileLocalStore(folder)) {
      Files.delete(folder.resolve("services"));
      assertThat(put(store, LocalStore.Kind.SERVICE, "w", "one")).startsWith("failed writing ");
      Files.createDirectories(folder.resolve("services"));
    }
  }

  private static String put(LocalStore store, LocalStore.Kind kind, String id, String text) {
    CompletableFuture<String> done = new CompletableFuture<>();
    store.put(kind, id, text.getBytes(StandardCharsets.UTF_8), done::complete);
    return done.join();
  }

  private static List<String> texts(LocalStore store, LocalStore.Kind kind) {
    return store.load(kind).stream()
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .toList();
  }
}
