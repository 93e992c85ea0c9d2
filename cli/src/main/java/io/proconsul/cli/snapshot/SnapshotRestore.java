package io.proconsul.cli.snapshot;

import io.proconsul.cli.api.ApiCommand;
import io.proconsul.cli.api.Failure;
import io.proconsul.cli.command.Terminal;
import io.proconsul.client.ClientException;
import io.proconsul.client.ConsulClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** {@code consul snapshot restore}: replaces the state of the servers by that of a file. */
public final class SnapshotRestore extends ApiCommand {
  public SnapshotRestore() {
    super(Scope.SERVER);
  }

  @Override
  protected @Nullable String check(String[] words) {
    return SnapshotFiles.check(words);
  }

  @Override
  protected int execute(Terminal terminal, ConsulClient client, String[] words) throws Failure {
    try (InputStream archive = SnapshotFiles.open(words[0])) {
      client.snapshot().restore(archive, Files.size(Path.of(words[0])));
    } catch (IOException e) {
      throw new Failure("Error opening snapshot file: " + e.getMessage());
    } catch (ClientException e) {
      throw new Failure("Error restoring snapshot: " + e.getMessage());
    }
    terminal.out("Restored snapshot");
    return 0;
  }

  @Override
  protected String usage() {
    return """
        Usage: consul snapshot restore [options] FILE

          Replaces everything that the servers share by what "consul snapshot save" wrote.
          What was changed since then is lost. Meant for disasters, and for servers that
          start anew; the servers go on running meanwhile.

              $ consul snapshot restore backup.snap""";
  }
}
