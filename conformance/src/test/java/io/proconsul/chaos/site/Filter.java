package io.proconsul.chaos.site;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a host drops of that which arrives; each change replaces all of its rules at once. */
final class Filter {
  private final String namespace;
  private final Set<String> blocked = new TreeSet<>();
  private String loss = "";

  Filter(String namespace) {
    this.namespace = namespace;
  }

  void block(String source) throws IOException {
    blocked.add(source);
    apply();
  }

  /** @param spared a source that loses nothing */
  void lose(int percent, String spared) throws IOException {
    loss =
        "iifname != lo ip saddr != " + spared + " numgen random mod 100 < " + percent + " drop\n";
    apply();
  }

  void clear() throws IOException {
    if (!blocked.isEmpty() || !loss.isEmpty()) {
      blocked.clear();
      loss = "";
      apply();
    }
  }

  private void apply() throws IOException {
    StringBuilder rules = new StringBuilder();
    blocked.forEach(source -> rules.append("ip saddr " + source + " drop\n"));
    rules.append(loss);
    Command.run(
        List.of("nsenter", "--net=/run/netns/" + namespace, "nft", "-f", "-"),
        """
        table ip chaos
        delete table ip chaos
        table ip chaos {
          chain arriving {
            type filter hook input priority 0;
            %s
          }
        }
        """.formatted(rules));
  }
}
