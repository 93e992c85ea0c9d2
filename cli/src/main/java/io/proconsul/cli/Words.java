package io.proconsul.cli;

/**
 * The command line before any command looks at it: the first word that is no flag, and whether help
 * or the version is asked for. {@code --} ends the search.
 */
record Words(String first, int firstIndex, boolean help, boolean version, boolean flagsFirst) {
  static Words of(String[] args) {
    String first = "";
    int firstIndex = -1;
    boolean help = false;
    boolean version = false;
    boolean flagsFirst = false;
    for (int i = 0; i < args.length && !args[i].equals("--"); i++) {
      String word = args[i];
      if (isHelp(word)) {
        help = true;
      } else if (firstIndex < 0) {
        if (word.equals("-v") || word.equals("-version") || word.equals("--version")) {
          version = true;
        } else if (word.startsWith("-")) {
          flagsFirst = true;
        } else if (!word.isEmpty()) {
          first = word;
          firstIndex = i;
        }
      }
    }
    return new Words(first, firstIndex, help, version, flagsFirst);
  }

  private static boolean isHelp(String word) {
    return word.equals("-h") || word.equals("-help") || word.equals("--help");
  }
}
