package io.proconsul.conformance.run;

import io.proconsul.conformance.agent.AgentLauncher;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What scenarios are played against.
 *
 * @param launcher starts the agents
 * @param executable runs command lines; null when there is none, which fails such steps
 * @param keepFolders whether the scenarios' folders stay for looking into
 */
public record Options(AgentLauncher launcher, @Nullable Path executable, boolean keepFolders) {
  /** The version of Consul whose behaviour the scenarios hold. */
  public static final String VERSION = "1.21.4";
}
