package io.proconsul.core.connect;

import io.proconsul.codec.DecodeException;
import io.proconsul.core.api.Action;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Endpoint;
import io.proconsul.core.api.GoNumbers;
import io.proconsul.core.api.Method;
import io.proconsul.core.api.Params;
import io.proconsul.core.api.Render;
import io.proconsul.core.api.Request;
import io.proconsul.core.api.Response;
import io.proconsul.core.api.Routes;
import io.proconsul.core.operation.CaOperation;
import io.proconsul.core.query.ConnectQuery;
import io.proconsul.model.connect.CaConfiguration;
import io.proconsul.model.connect.CaRoot;
import io.proconsul.model.connect.CaRoots;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * {@code /v1/connect/ca} and {@code /v1/agent/connect/ca}: the roots that the mesh trusts, and what
 * its certificate authority goes by.
 */
public final class CaEndpoint implements Endpoint {
  /** The content type of roots as PEM. */
  public static final String CHAIN = "application/pem-certificate-chain";

  private static final String CONFIGURED = "/v1/connect/ca/configuration";

  /** What Go calls the type of the body, which has no name. */
  private static final String BODY = "struct { ForceWithoutCrossSigningSnake bool"
      + " \"json:\\\"force_without_cross_signing\\\"\"; *structs.Alias }";

  private static final ConnectQuery.Roots ROOTS = new ConnectQuery.Roots();
  private static final Render<CaRoots> JSON = Render.json(CaRoots::show);
  private static final Render<CaRoots> PEM = (all, _) -> chain(all);
  private static final Render<Optional<CaConfiguration>> CONFIGURATION = (found, context) -> found
      .map(one -> Response.json(one, context.pretty(), CaConfiguration::show))
      .orElseGet(() -> Response.text(500, "CA is not initialized yet"));

  private static final Render<Boolean> DONE = (_, _) -> Response.empty(200);

  @Override
  public void register(Routes routes) {
    routes
        .add(Method.GET, "/v1/connect/ca/roots", CaEndpoint::roots)
        .add(Method.GET, "/v1/agent/connect/ca/roots", _ -> cachedRoots())
        .add(Method.GET, CONFIGURED, _ -> configuration())
        .add(Method.PUT, CONFIGURED, CaEndpoint::configure);
  }

  private static Action roots(Request request) {
    return new Action.Read<>(ROOTS, isPem(request.params()) ? PEM : JSON);
  }

  private static boolean isPem(Params params) {
    String text = params.first("pem");
    try {
      return !text.isEmpty() && GoNumbers.parseBool(text);
    } catch (DecodeException _) {
      throw new ConsulException.InvalidRequest("The 'pem' query parameter must be a boolean value");
    }
  }

  private static Action cachedRoots() {
    return new Action.Read<>(ROOTS, JSON, Action.Caching.ALWAYS);
  }

  private static Action configuration() {
    return new Action.Read<>(new ConnectQuery.Configuration(), CONFIGURATION);
  }

  private static Action configure(Request request) {
    CaConfiguration given = CaConfiguration.MAPPING.read(request.bodyFields(BODY));
    return new Action.Ask<>(new CaOperation(given.asWanted()), DONE);
  }

  private static Response chain(CaRoots all) {
    StringBuilder pem = new StringBuilder();
    for (CaRoot root : all.roots()) {
      pem.append(root.rootCert());
      List<String> intermediates = root.intermediateCerts();
      if (intermediates != null) {
        intermediates.forEach(pem::append);
      }
    }
    return new Response(
        200,
        List.of(new Response.Header("Content-Type", CHAIN)),
        pem.toString().getBytes(StandardCharsets.US_ASCII));
  }
}
