package io.proconsul.core.connect;

import io.proconsul.core.api.ConsulException;
import io.proconsul.model.connect.CaKey;
import io.proconsul.model.connect.CaRoot;

/** Draws a key and signs its certificate: the part of the authority that needs dice and a clock. */
public interface RootMaker {
  /**
   * Makes a root that is active.
   *
   * @param serialNumber no other root of the cluster has it
   * @throws ConsulException.Refused when it cannot be made
   */
  Made make(String clusterId, long serialNumber, RootRules rules);

  /**
   * Has an older root vouch for a new one, so that whoever trusts the older trusts the new one.
   *
   * @return a certificate of the new root's name and key, PEM
   * @throws ConsulException.Refused when it cannot be made
   */
  String crossSign(CaRoot root, CaRoot by, CaKey key);

  /** A root with its key. */
  record Made(CaRoot root, CaKey key) {}
}
