package io.proconsul.core.rpc;

import io.proconsul.codec.msgpack.MsgpackWriter;
import io.proconsul.core.api.Render;
import io.proconsul.core.api.Response;
import io.proconsul.core.filter.Filterable;
import io.proconsul.core.rpc.form.Form;
import java.util.List;

/** Renders an answer as the body of a reply, without what its headers tell. */
record ReplyRender<R>(Form<R> form, Filterable<R> filterable) implements Render<R> {
  @Override
  public Response render(R result, Context context) {
    R left = filterable.filter(result, context.filter());
    return new Response(200, List.of(), MsgpackWriter.encode(left, form::write));
  }

  /** The index is the answer's own, and not all of them tell it in their headers. */
  @Override
  public Response render(R result, Context context, Meta meta) {
    return render(result, context).with("X-Consul-Index", Long.toUnsignedString(meta.index()));
  }
}
