package io.proconsul.core.rpc.form;

import io.proconsul.codec.Fields;
import io.proconsul.codec.GoTime;
import io.proconsul.codec.Sink;
import io.proconsul.model.connect.CaConfiguration;
import io.proconsul.model.connect.CaRoot;
import io.proconsul.model.connect.CaRoots;
import java.util.Optional;

/**
 * {@code structs.IndexedCARoots} and {@code CAConfiguration}: with binary times. What Consul keeps
 * of a key, and when a root was rotated out, is left out, as it leaves it empty.
 */
public final class CaForm {
  public static final Form<CaRoots> ROOTS = Form.object(
      (all, out) -> {
        out.field("ActiveRootID", all.activeRootId());
        out.field("TrustDomain", all.trustDomain());
        out.list("Roots", all.roots(), CaForm::write);
      },
      in -> new CaRoots(
          in.string("ActiveRootID"),
          in.string("TrustDomain"),
          Form.orEmpty(in.list("Roots", "CARoot", CaForm::read))));

  /** An empty provider stands for none. */
  public static final Form<Optional<CaConfiguration>> CONFIGURATION = Form.object(
      (found, out) -> found.ifPresent(configuration -> configuration.writeFields(out)),
      in -> in.string("Provider").isEmpty()
          ? Optional.empty()
          : Optional.of(CaConfiguration.MAPPING.read(in)));

  private CaForm() {}

  private static void write(CaRoot root, Sink out) {
    out.beginObject();
    out.field("ID", root.id());
    out.field("Name", root.name());
    out.unsignedField("SerialNumber", root.serialNumber());
    out.field("SigningKeyID", root.signingKeyId());
    out.field("ExternalTrustDomain", root.externalTrustDomain());
    TimeForm.field("NotBefore", root.notBefore(), out);
    TimeForm.field("NotAfter", root.notAfter(), out);
    out.field("RootCert", root.rootCert());
    out.strings("IntermediateCerts", root.intermediateCerts());
    out.field("Active", root.active());
    out.field("PrivateKeyType", root.privateKeyType());
    out.field("PrivateKeyBits", root.privateKeyBits());
    out.unsignedField("CreateIndex", root.createIndex());
    out.unsignedField("ModifyIndex", root.modifyIndex());
    out.endObject();
  }

  private static CaRoot read(Fields in) {
    return new CaRoot(
        in.string("ID"),
        in.string("Name"),
        in.unsigned("SerialNumber"),
        in.string("SigningKeyID"),
        in.string("ExternalTrustDomain"),
        TimeForm.read(in, "NotBefore"),
        TimeForm.read(in, "NotAfter"),
        in.string("RootCert"),
        in.strings("IntermediateCerts"),
        in.bool("Active"),
        GoTime.ZERO,
        in.string("PrivateKeyType"),
        in.integer("PrivateKeyBits"),
        in.unsigned("CreateIndex"),
        in.unsigned("ModifyIndex"));
  }
}
