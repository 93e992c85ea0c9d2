package io.proconsul.agent.config.schema;

/** What a key's value is. */
public enum Kind {
  TEXT("text"),
  BOOL("bool"),
  INT("int"),
  NUMBER("number"),
  /** A text that is read as a duration once all sources are merged, as Consul does it. */
  DURATION("duration"),
  TEXTS("texts"),
  TEXT_MAP("text-map"),
  /** A list of texts for each name. */
  TEXTS_MAP("texts-map"),
  OBJECT("object"),
  OBJECTS("objects"),
  OBJECT_MAP("object-map"),
  /** An object whose keys are not looked into here. */
  ANY_MAP("any-map"),
  ANY_MAPS("any-maps");

  final String word;

  Kind(String word) {
    this.word = word;
  }

  static Kind of(String word) {
    for (Kind kind : values()) {
      if (kind.word.equals(word)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("unknown kind " + word);
  }
}
