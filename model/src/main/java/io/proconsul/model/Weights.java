package io.proconsul.model;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Mapping;
import io.proconsul.codec.Sink;

/** DNS SRV weights of an instance while it is passing and while it is warning; 0 to 65535. */
public record Weights(int passing, int warning) {
  public static final Weights DEFAULT = new Weights(1, 1);

  public static final Mapping<Weights> MAPPING = new Mapping<>() {
    @Override
    public void write(Weights value, Sink out) {
      out.beginObject();
      out.field("Passing", value.passing);
      out.field("Warning", value.warning);
      out.endObject();
    }

    @Override
    public Weights read(Fields in) {
      return new Weights(in.integer("Passing"), in.integer("Warning"));
    }
  };
}
