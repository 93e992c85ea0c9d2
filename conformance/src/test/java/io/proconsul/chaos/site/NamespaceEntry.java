package io.proconsul.chaos.site;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** Moves the calling platform thread into a network namespace, with the C library's setns. */
final class NamespaceEntry {
  private static final int READ_ONLY = 0;
  private static final int CLONE_NEWNET = 0x40000000;
  private static final MethodHandle OPEN = function(
      "open",
      FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
      Linker.Option.firstVariadicArg(2));
  private static final MethodHandle SETNS =
      function("setns", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle CLOSE =
      function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  private NamespaceEntry() {}

  static void enter(String namespace) throws IOException {
    if (Thread.currentThread().isVirtual()) {
      throw new IllegalStateException("only a platform thread has a namespace of its own");
    }
    String path = "/run/netns/" + namespace;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocateFrom(path);
      int file = (int) OPEN.invokeExact(name, READ_ONLY);
      int entered = file < 0 ? -1 : (int) SETNS.invokeExact(file, CLONE_NEWNET);
      if (file >= 0) {
        int _ = (int) CLOSE.invokeExact(file);
      }
      if (entered != 0) {
        throw new IOException("cannot enter the network namespace " + path);
      }
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("restricted") // the one native call that the JDK has no equal for
  private static MethodHandle function(
      String name, FunctionDescriptor type, Linker.Option... options) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type, options);
  }
}
