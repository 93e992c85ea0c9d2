package io.proconsul.core.command;

import io.proconsul.model.query.PreparedQuery;

/** Changes of prepared queries; the outcome is the query's id. */
public sealed interface PreparedQueryCommand extends Command<String> {
  record Create(PreparedQuery query) implements PreparedQueryCommand {}

  record Update(PreparedQuery query) implements PreparedQueryCommand {}

  record Delete(String id) implements PreparedQueryCommand {}
}
