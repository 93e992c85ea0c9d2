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
    String privateKeyType,
    int privateKeyBits,
    long createIndex,
    long modifyIndex) {
  public static final Mapping<CaRoot> MAPPING = new Mapping<>() {
    @Override
    public void write(CaRoot root, Sink out) {
      out.beginObject();
      out.field("ID", root.id);
      out.field("Name", root.name);
      out.unsignedField("SerialNumber", root.serialNumber);
      out.field("SigningKeyID", root.signingKeyId);
      out.field("ExternalTrustDomain", root.externalTrustDomain);
      out.field("NotBefore", GoTime.format(root.notBefore));
      out.field("NotAfter", GoTime.format(root.notAfter));
      out.field("RootCert", root.rootCert);
      out.strings("IntermediateCerts", root.intermediateCerts);
      out.field("Active", root.active);
      out.field("PrivateKeyType", root.privateKeyType);
      out.field("PrivateKeyBits", root.privateKeyBits);
      out.unsignedField("CreateIndex", root.createIndex);
      out.unsignedField("ModifyIndex", root.modifyIndex);
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
          in.string("PrivateKeyType"),
          in.integer("PrivateKeyBits"),
          in.unsigned("CreateIndex"),
          in.unsigned("ModifyIndex"));
    }
  };

  public CaRoot {
    intermediateCerts = intermediateCerts == null ? null : List.copyOf(intermediateCerts);
  }

  public CaRoot withIndexes(long created, long modified) {
    return new CaRoot(
        id,
        name,
        serialNumber,
        signingKeyId,
        externalTrustDomain,
        notBefore,
        notAfter,
        rootCert,
        intermediateCerts,
        active,
        privateKeyType,
        privateKeyBits,
        created,
        modified);
  }
}
