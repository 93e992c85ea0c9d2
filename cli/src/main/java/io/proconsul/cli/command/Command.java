package io.proconsul.cli.command;

/**
 * One command of the program, made anew for each run and used by one thread. Its flags follow Go's
 * {@code flag} package: they end at the first word that is none.
 */
public interface Command {
  /**
   * @param args the words after the command's name
   * @return the exit status of the process
   */
  int run(Terminal terminal, String[] args);

  /** What {@code -h} prints, without a newline at its end. */
  String help();
}
