package io.proconsul.core.filter;

import io.proconsul.codec.Value;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One match of a filter, checked against its subject's fields. A list on the way to the selected
 * field matches if one of its elements does. What a record leaves out counts as Go's zero value.
 */
final class Selected implements Predicate<Value> {
  private final List<String> path;
  private final Kind top;
  private final Operator operator;
  private final Comparison comparison;

  private Selected(Expression.Match match, Kind top, Comparison comparison) {
    this.path = match.selector();
    this.top = top;
    this.operator = match.operator();
    this.comparison = comparison;
  }

  static Selected of(Expression.Match match, FilterFields fields) {
    var top = Kind.struct(fields);
    var kind = top;
    for (int i = 0; i < match.selector().size(); i++) {
      var child = child(kind, match.selector().get(i));
      if (child == null) {
        var invalid = String.join(".", match.selector().subList(0, i + 1));
        throw new FilterException("Selector " + GoText.quote(invalid) + " is not valid");
      }
      kind = child;
    }
    var selector = GoText.quote(String.join(".", match.selector()));
    if (!kind.supports(match.operator())) {
      throw new FilterException(
          "Invalid match operator \"" + match.operator().title() + "\" for selector " + selector);
    }
    return new Selected(match, top, Comparison.of(kind, match, selector));
  }

  private static @Nullable Kind child(Kind kind, String name) {
    return switch (kind) {
      case Kind.Struct(var fields) -> fields.get(name);
      case Kind.MapOf(Kind value) -> value;
      case Kind.ListOf(Kind element) -> element.isPrimitive() ? null : child(element, name);
      case Kind.Text() -> null;
      case Kind.Bool() -> null;
      case Kind.Int(int _, boolean _) -> null;
      case Kind.Real(int _) -> null;
    };
  }

  @Override
  public boolean test(Value subject) {
    return test(subject, top, 0);
  }

  private boolean test(@Nullable Value value, Kind kind, int depth) {
    if (depth == path.size()) {
      return comparison.holds(value) != operator.isNegative();
    }
    if (kind instanceof Kind.ListOf(Kind element)) {
      return value instanceof Value.Arr(var values)
          && values.stream().anyMatch(each -> test(each, element, depth));
    }
    var name = path.get(depth);
    var child = value instanceof Value.Obj object ? object.get(name) : null;
    if (child == null && kind instanceof Kind.MapOf) {
      return operator.holdsForMissingKey();
    }
    var childKind = child(kind, name);
    return childKind != null && test(child, childKind, depth + 1);
  }
}
