package io.proconsul.core.api;

import io.proconsul.codec.Sink;
import io.proconsul.codec.ValueSink;
import io.proconsul.core.filter.Evaluator;
import io.proconsul.core.filter.FilterException;
import io.proconsul.core.filter.FilterFields;
import io.proconsul.core.filter.Filterable;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * A list whose elements an expression looks at one by one, by the fields that the API shows.
 *
 * @param fields what an expression may name
 * @param writer how an element is shown
 */
public record FilterableList<T>(FilterFields fields, BiConsumer<? super T, Sink> writer)
    implements Filterable<List<T>> {

  @Override
  public List<T> filter(List<T> all, String expression) {
    if (expression.isEmpty()) {
      return all;
    }
    try {
      Evaluator evaluator = Evaluator.create(expression, fields);
      return all.stream()
          .filter(element -> evaluator.matches(ValueSink.of(element, writer)))
          .toList();
    } catch (FilterException e) {
      throw new ConsulException.Refused(String.valueOf(e.getMessage()));
    }
  }
}
