package io.proconsul.model.connect;

import io.proconsul.codec.Fields;
import io.proconsul.codec.GoTime;
import io.proconsul.codec.Mapping;
import io.proconsul.codec.Sink;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A root certificate that agents of the mesh trust. Its key is a {@link CaKey}, never here.
 *
 * @param id fingerprint of the certificate: SHA-1, as hex bytes with colons
 * @param serialNumber unsigned
 * @param signingKeyId the certificate's subject key identifier, as hex bytes with colons
 * @param externalTrustDomain the cluster's id
 * @param rootCert PEM, with a line's end
 * @param intermediateCerts certificates that lead from older roots to this one, PEM
 * @param active whether it signs; one root does
 * @param rotatedOutAt since when it does not; {@link GoTime#ZERO} while it does
 */
public record CaRoot(
    String id,
    String name,
    long serialNumber,
    String signingKeyId,
    String externalTrustDomain,
    Instant notBefore,
    Instant notAfter,
    String rootCert,
    @Nullable List<String> intermediateCerts,
    boolean active,
    Instant rotatedOutAt,
    String privateKeyType,
    int privateKeyBits,
    long createIndex,
    long modifyIndex) {
  /** As the log and snapshots have it. */
  public static final Mapping<CaRoot> MAPPING = new Mapping<>() {
    @Override
    public void write(CaRoot root, Sink out) {
      out.beginObject();
      root.writeShown(out);
      out.field("RotatedOutAt", GoTime.format(root.rotatedOutAt));
      out.endObject();
    }

    @Override
    public CaRoot read(Fields in) {
      return new CaRoot(
          in.string("ID"),
          in.string("Name"),
          in.unsigned("SerialNumber"),
          in.string("SigningKeyID"),
          in.string("ExternalTrustDomain"),
          GoTime.parse(in.string("NotBefore")),
          GoTime.parse(in.string("NotAfter")),
          in.string("RootCert"),
          in.strings("IntermediateCerts"),
          in.bool("Active"),
          GoTime.parse(in.string("RotatedOutAt")),
          in.string("PrivateKeyType"),
          in.integer("PrivateKeyBits"),
          in.unsigned("CreateIndex"),
          in.unsigned("ModifyIndex"));
    }
  };

  public CaRoot {
    intermediateCerts = intermediateCerts == null ? null : List.copyOf(intermediateCerts);
  }

  /** As users see it: without when it was rotated out. */
  public void show(Sink out) {
    out.beginObject();
    writeShown(out);
    out.endObject();
  }

  private void writeShown(Sink out) {
    out.field("ID", id);
    out.field("Name", name);
    out.unsignedField("SerialNumber", serialNumber);
    out.field("SigningKeyID", signingKeyId);
    out.field("ExternalTrustDomain", externalTrustDomain);
    out.field("NotBefore", GoTime.format(notBefore));
    out.field("NotAfter", GoTime.format(notAfter));
    out.field("RootCert", rootCert);
    out.strings("IntermediateCerts", intermediateCerts);
    out.field("Active", active);
    out.field("PrivateKeyType", privateKeyType);
    out.field("PrivateKeyBits", privateKeyBits);
    out.unsignedField("CreateIndex", createIndex);
    out.unsignedField("ModifyIndex", modifyIndex);
  }

  public CaRoot withIndexes(long created, long modified) {
    return with(intermediateCerts, active, rotatedOutAt, created, modified);
  }

  /** The same with certificates that lead to it from another root. */
  public CaRoot withIntermediateCerts(List<String> certificates) {
    return with(certificates, active, rotatedOutAt, createIndex, modifyIndex);
  }

  /** The same, no longer signing. */
  public CaRoot rotatedOut(Instant at) {
    return with(intermediateCerts, false, at, createIndex, modifyIndex);
  }

  private CaRoot with(
      @Nullable List<String> certificates,
      boolean signs,
      Instant retired,
      long created,
      long modified) {
    return new CaRoot(
        id,
        name,
        serialNumber,
        signingKeyId,
        externalTrustDomain,
        notBefore,
        notAfter,
        rootCert,
        certificates,
        signs,
        retired,
        privateKeyType,
        privateKeyBits,
        created,
        modified);
  }
}
