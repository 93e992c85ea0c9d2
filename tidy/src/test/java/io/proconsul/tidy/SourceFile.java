package io.proconsul.tidy;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** A parsed Java source: its lines and its methods. */
record SourceFile(Path path, String packageName, List<String> lines, List<Method> methods) {
  /** A method or constructor with a body. */
  record Method(String name, int lines, int parameters) {}

  String simpleName() {
    return path.getFileName().toString().replace(".java", "");
  }

  static List<SourceFile> readAll(List<Path> paths) throws IOException {
    JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
    List<SourceFile> files = new ArrayList<>();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task = (JavacTask) compiler.getTask(
          null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(paths));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        Path path = Path.of(unit.getSourceFile().toUri());
        String packageName = String.valueOf(unit.getPackageName());
        files.add(
            new SourceFile(path, packageName, Files.readAllLines(path), methods(unit, positions)));
      }
    }
    return files;
  }

  private static List<Method> methods(CompilationUnitTree unit, SourcePositions positions) {
    List<Method> methods = new ArrayList<>();
    LineMap map = unit.getLineMap();
    new TreeScanner<@Nullable Object, @Nullable Object>() {
      private boolean inRecord;

      // The constructor of a record has as many parameters as the record has components.
      @Override
      public @Nullable Object visitClass(ClassTree type, @Nullable Object unused) {
        boolean outer = inRecord;
        inRecord = type.getKind() == Tree.Kind.RECORD;
        super.visitClass(type, unused);
        inRecord = outer;
        return null;
      }

      @Override
      public @Nullable Object visitMethod(MethodTree method, @Nullable Object unused) {
        boolean component = inRecord && method.getName().contentEquals("<init>");
        if (method.getBody() != null && !component) {
          long start = map.getLineNumber(positions.getStartPosition(unit, method.getBody()));
          long end = map.getLineNumber(positions.getEndPosition(unit, method.getBody()));
          methods.add(new Method(
              method.getName().toString(),
              (int) (end - start + 1),
              method.getParameters().size()));
        }
        return super.visitMethod(method, unused);
      }
    }.scan(unit, null);
    return methods;
  }
}
