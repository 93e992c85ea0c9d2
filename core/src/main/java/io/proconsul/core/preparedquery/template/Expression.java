package io.proconsul.core.preparedquery.template;

/** Part of a text, made ready. Gives a {@code String}, a {@code Long} or a {@code Boolean}. */
@FunctionalInterface
interface Expression {
  Object evaluate(NameParts name) throws TemplateException;
}
