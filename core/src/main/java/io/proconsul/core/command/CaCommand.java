package io.proconsul.core.command;

import io.proconsul.model.connect.CaConfiguration;
import io.proconsul.model.connect.CaKey;
import io.proconsul.model.connect.CaRoot;
import java.util.List;

/**
 * Replaces all that the certificate authority is; the outcome is whether it was done. Made by
 * leaders alone.
 *
 * @param roots with a key each in {@code keys}
 * @param index at which the present configuration was last changed; 0: only if there is none
 */
public record CaCommand(
    CaConfiguration configuration, List<CaRoot> roots, List<CaKey> keys, long index)
    implements Command<Boolean> {
  public CaCommand {
    roots = List.copyOf(roots);
    keys = List.copyOf(keys);
  }
}
