package org.masterless.generator.read;

import java.util.ArrayList;
import java.util.List;

/**
 * Addresses in the order in which master(8) opens them: {@code inet_addr_list_uniq} of Postfix's
 * inet_addr_list.c.
 *
 * <p>Postfix sorts IPv4 addresses by the {@code int} difference of their raw 32-bit values, on our
 * machines the last octet first. Such a difference overflows, so the order has no consistent sense
 * for three addresses and more; to agree all the same, this is the C library's merge sort.
 */
public final class AddressList {
  private AddressList() {}

  /** {@code addresses} in Postfix's order, each once. */
  public static List<IpAddress> sorted(List<IpAddress> addresses) {
    List<IpAddress> unique = new ArrayList<>();
    for (IpAddress address : mergeSort(addresses)) {
      if (unique.isEmpty() || !unique.get(unique.size() - 1).equals(address)) {
        unique.add(address);
      }
    }
    return unique;
  }

  /** Recursion halves the list each time: 16 levels for all addresses a host can have. */
  private static List<IpAddress> mergeSort(List<IpAddress> list) {
    if (list.size() < 2) {
      return list;
    }
    int half = list.size() / 2;
    return merge(mergeSort(list.subList(0, half)), mergeSort(list.subList(half, list.size())));
  }

  private static List<IpAddress> merge(List<IpAddress> left, List<IpAddress> right) {
    List<IpAddress> merged = new ArrayList<>();
    int l = 0;
    int r = 0;
    while (l < left.size() && r < right.size()) {
      merged.add(compare(left.get(l), right.get(r)) <= 0 ? left.get(l++) : right.get(r++));
    }
    merged.addAll(left.subList(l, left.size()));
    merged.addAll(right.subList(r, right.size()));
    return merged;
  }

  /** {@code sock_addr_cmp_addr} of sock_addr.c: IPv4 first. */
  private static int compare(IpAddress a, IpAddress b) {
    if (a.isIpv4() != b.isIpv4()) {
      return a.isIpv4() ? -1 : 1;
    }
    return a.isIpv4() ? raw(a) - raw(b) : a.octets().compareTo(b.octets());
  }

  private static int raw(IpAddress address) {
    String octets = address.octets();
    return octets.charAt(0)
        | octets.charAt(1) << 8
        | octets.charAt(2) << 16
        | octets.charAt(3) << 24;
  }
}
