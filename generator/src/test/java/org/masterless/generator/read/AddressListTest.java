package org.masterless.generator.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressListTest {
  private static List<IpAddress> parse(String text) {
    List<IpAddress> addresses = new ArrayList<>();
    for (String one : text.split(" ", -1)) {
      addresses.add(IpAddress.parse(one).orElseThrow());
    }
    return addresses;
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.9 127.0.1.2 127.0.0.1,127.0.0.1 127.0.1.2 127.0.0.9",
    "::1 0.0.0.0,0.0.0.0 ::1",
    "fe80::1 ::1 2001:db8::1,::1 2001:db8::1 fe80::1",
    "10.0.0.1 10.0.0.1 10.0.0.1,10.0.0.1",
    // The difference of these two overflows, and the one with the higher last octet comes first.
    "127.0.0.1 192.168.1.200,192.168.1.200 127.0.0.1",
    "127.0.0.1,127.0.0.1",
  })
  void areInTheOrderOfPostfixEachOnce(String given, String sorted) {
    assertThat(AddressList.sorted(parse(given))).isEqualTo(parse(sorted));
  }

  @Test
  void noAddressesAreFine() {
    assertThat(AddressList.sorted(List.of())).isEmpty();
  }
}
