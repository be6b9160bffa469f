package org.masterless.generator.translate;

import java.util.List;

/**
 * Where a service listens.
 *
 * @param setting {@code ListenStream}, {@code ListenDatagram} or {@code ListenFIFO}
 * @param addresses in the order of the daemon's descriptors
 * @param isLocalOnly as master(8) sees it: nobody outside this machine can connect
 * @param isInet whether they are internet addresses, not paths
 */
record Listeners(String setting, List<String> addresses, boolean isLocalOnly, boolean isInet) {
  int count() {
    return addresses.size();
  }
}
