package io.proconsul.core.local;

import io.proconsul.core.api.Outcome;
import io.proconsul.core.command.CatalogCommand;
import io.proconsul.core.state.Registration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A catalog that shows what a test puts into it. */
final class InMemoryCatalog implements Catalog {
  private final Map<String, View> views = new HashMap<>();
  private final Map<String, Observer> observers = new HashMap<>();

  void show(String node, View view) {
    views.put(node, view);
    Observer observer = observers.get(node);
    if (observer != null) {
      observer.changed(view);
    }
  }

  @Override
  public void view(Outcome<View> outcome) {
    throw new UnsupportedOperationException("no alias check looks at its own node this way");
  }

  @Override
  public void submit(CatalogCommand command, Outcome<Boolean> outcome) {
    throw new UnsupportedOperationException("the registry writes nothing to the catalog itself");
  }

  @Override
  public Registration watch(String node, Observer observer) {
    observers.put(node, observer);
    observer.changed(views.getOrDefault(node, View.of(null, List.of(), List.of())));
    return () -> observers.remove(node);
  }
}
