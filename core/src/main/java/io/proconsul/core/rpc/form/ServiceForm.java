package io.proconsul.core.rpc.form;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Mapping;
import io.proconsul.codec.Sink;
import io.proconsul.model.ServiceInstance;

/** {@code structs.NodeService}: as over HTTP, but what is empty in a proxy comes along. */
public final class ServiceForm implements Mapping<ServiceInstance> {
  public static final ServiceForm MAPPING = new ServiceForm();

  private ServiceForm() {}

  @Override
  public void write(ServiceInstance service, Sink out) {
    ServiceInstance.MAPPING.write(service, out);
  }

  @Override
  public ServiceInstance read(Fields in) {
    return ServiceInstance.MAPPING.read(in).withTidyMesh();
  }
}
