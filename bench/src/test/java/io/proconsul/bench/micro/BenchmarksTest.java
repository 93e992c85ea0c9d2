package io.proconsul.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Calls each benchmark once, so that none can rot between the rare times when they are run. */
class BenchmarksTest {
  @Test
  void everyBenchmarkWorks() throws Exception {
    var silent = OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT);
    Set<BenchmarkListEntry> benchmarks =
        new TreeSet<>(BenchmarkList.defaultList().getAll(silent, java.util.List.of()));
    assertThat(benchmarks).hasSizeGreaterThan(15);
    for (BenchmarkListEntry benchmark : benchmarks) {
      String name = benchmark.getUsername();
      int dot = name.lastIndexOf('.');
      Object bench = ready(Class.forName(name.substring(0, dot)));
      Object result = bench.getClass().getMethod(name.substring(dot + 1)).invoke(bench);
      assertThat(result).as(name).isNotNull().isNotInstanceOf(Exception.class);
    }
  }

  private static Object ready(Class<?> type) throws ReflectiveOperationException {
    Object bench = type.getConstructor().newInstance();
    for (Field field : type.getFields()) {
      Param values = field.getAnnotation(Param.class);
      if (values != null) {
        field.setInt(bench, Integer.parseInt(values.value()[0]));
      }
    }
    for (Method method : type.getMethods()) {
      if (method.isAnnotationPresent(Setup.class)) {
        method.invoke(bench);
      }
    }
    return bench;
  }
}
