package io.proconsul.agent.config.load;

/**
 * A piece of configuration as text.
 *
 * @param name what errors call it: the path as it was given
 */
public record Source(String name, Format format, String text) {

  /** How the text is written. */
  public enum Format {
    HCL,
    JSON
  }
}
