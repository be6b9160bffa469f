package org.masterless.nativebuild.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Addresses, which the collector takes for objects and moves data away from. */
class AddressRulesTest extends CheckedSample {
  @Test
  void anAddressNeverBecomesAnObject() throws IOException {
    assertThat(
            problems(
                """
                class Sample {
                  Object kept;
                  record Holder(Address at) {}
                  void list(List<Address> list, Address a) {
                    list.add(a);
                  }
                  Address back(List<Address> list) {
                    return list.get(0);
                  }
                  Object field(Address a) {
                    kept = a;
                    return kept;
                  }
                  Object result(Address a) {
                    return a;
                  }
                  Address[] array() {
                    return new Address[1];
                  }
                  String text(Address a) {
                    return "at " + a;
                  }
                  int hash(Address a) {
                    return a.hashCode();
                  }
                  boolean test(Object o) {
                    return o instanceof Address;
                  }
                  ToIntFunction<Address> lambda() {
                    return x -> 1;
                  }
                  Holder holder(Address a) {
                    return new Holder(a);
                  }
                }
                """))
        .extracting(
            problem -> problem.substring(0, problem.indexOf(": address: an Address is no object")))
        .containsExactly(
            "org.masterless.sample.Sample.list(Sample.java:5)",
            "org.masterless.sample.Sample.back(Sample.java:8)",
            "org.masterless.sample.Sample.field(Sample.java:11)",
            "org.masterless.sample.Sample.result(Sample.java:15)",
            "org.masterless.sample.Sample.array(Sample.java:18)",
            "org.masterless.sample.Sample.text(Sample.java:21)",
            "org.masterless.sample.Sample.hash(Sample.java:24)",
            "org.masterless.sample.Sample.test(Sample.java:27)",
            "org.masterless.sample.Sample.lambda(Sample.java:30)",
            "org.masterless.sample.Sample$Holder.toString(Sample.java:3)",
            "org.masterless.sample.Sample$Holder.hashCode(Sample.java:3)",
            "org.masterless.sample.Sample$Holder.equals(Sample.java:3)");
  }

  @Test
  void theFullMessageOfAnAddressSaysWhatToDo() throws IOException {
    assertThat(
            problems(
                """
                class Sample {
                  static Object run(Address a) {
                    return a;
                  }
                }
                """))
        .containsExactly(
            "org.masterless.sample.Sample.run(Sample.java:3): address: an Address is no object and crashes the"
                + " collector; keep it as a long, or in calloced memory");
  }

  @Test
  void structuresAreAddressesToo() throws IOException {
    assertThat(
            problems(
                """
                class Sample {
                  static class Stat extends Structure {
                    int mode;
                  }
                  static int fine(Address a) {
                    Stat stat = a.toStructure();
                    return stat.mode;
                  }
                  static void bad(List<Stat> list, Address a) {
                    list.add(a.<Stat>toStructure());
                  }
                }
                """))
        .singleElement()
        .asString()
        .startsWith("org.masterless.sample.Sample.bad(Sample.java:10): address: ");
  }

  @Test
  void addressesOfDataAreWrittenInsideTheCall() throws IOException {
    assertThat(
            problems(
                """
                class Sample {
                  @Import(name = "read") @Include("unistd.h") static native long read(int fd, Address to, long length);
                  static long fine(byte[] b, int from) {
                    return read(0, Address.ofData(b).add(from), b.length);
                  }
                  static long kept(byte[] b) {
                    Address to = Address.ofData(b).add(1);
                    return read(0, to, b.length);
                  }
                  static long number(byte[] b) {
                    return Address.ofData(b).toLong();
                  }
                  static long allocates(byte[] b) {
                    return read(0, Address.ofData(b), length(new int[3]));
                  }
                  static int length(int[] x) {
                    return x.length;
                  }
                }
                """))
        .containsExactly(
            "org.masterless.sample.Sample.kept(Sample.java:7): moving: Address.ofData is wrong after the next"
                + " allocation; write it inside the native's call, or calloc what stays",
            "org.masterless.sample.Sample.number(Sample.java:11): moving: Address.ofData is wrong after the next"
                + " allocation; write it inside the native's call, or calloc what stays",
            "org.masterless.sample.Sample.allocates(Sample.java:14): moving: what runs between Address.ofData and"
                + " the native may allocate and move the data; compute it before");
  }
}
