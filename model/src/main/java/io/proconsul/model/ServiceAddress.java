package io.proconsul.model;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Mapping;
import io.proconsul.codec.Sink;

/** One of a service's tagged addresses. */
public record ServiceAddress(String address, int port) {
  public static final Mapping<ServiceAddress> MAPPING = new Mapping<>() {
    @Override
    public void write(ServiceAddress value, Sink out) {
      out.beginObject();
      out.field("Address", value.address);
      out.field("Port", value.port);
      out.endObject();
    }

    @Override
    public ServiceAddress read(Fields in) {
      return new ServiceAddress(in.string("Address"), in.integer("Port"));
    }
  };
}
