package io.proconsul.core.preparedquery.template;

/** A template is none, or cannot be filled in. */
public final class TemplateException extends Exception {
  private static final long serialVersionUID = 1L;

  TemplateException(String message) {
    super(message, null, false, false);
  }
}
