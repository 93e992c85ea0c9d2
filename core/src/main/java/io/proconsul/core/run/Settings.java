package io.proconsul.core.run;

import java.time.Duration;

/**
 * What the runner is told once.
 *
 * @param nodeName of this agent
 * @param pretty whether JSON is indented though nobody asks ({@code -dev})
 * @param defaultQueryTime how long a blocking query waits when it does not say
 * @param maxQueryTime how long it may ask for
 * @param discoveryMaxStale how stale answers of catalog and health may be though nobody asks; zero
 *     for not at all
 */
public record Settings(
    String nodeName,
    String datacenter,
    boolean pretty,
    Duration defaultQueryTime,
    Duration maxQueryTime,
    Duration discoveryMaxStale,
    Mesh mesh) {

  /** With the mesh as it is by default. */
  public Settings(
      String nodeName,
      String datacenter,
      boolean pretty,
      Duration defaultQueryTime,
      Duration maxQueryTime,
      Duration discoveryMaxStale) {
    this(
        nodeName,
        datacenter,
        pretty,
        defaultQueryTime,
        maxQueryTime,
        discoveryMaxStale,
        Mesh.DEFAULT);
  }

  /**
   * What concerns the mesh.
   *
   * @param enabled whether questions about it are answered
   * @param patience how long they wait for the first leader to make its certificate authority
   */
  public record Mesh(boolean enabled, Duration patience) {
    public static final Mesh DEFAULT = new Mesh(true, Duration.ofSeconds(7));
  }
}
