package org.masterless.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.masterless.system.Calls;
import org.masterless.system.Errno;
import org.masterless.system.Identities.Account;
import org.masterless.system.NoIdentities;
import org.masterless.system.PollSet;

/** What is sent to wake a daemon, by the type of its service (*_trigger.c). */
class WakerTest {
  private final SimulatedKernel kernel = new SimulatedKernel();
  private final List<Integer> uids = new ArrayList<>();
  private final PollSet set = new PollSet();

  private Waker waker(String type, Optional<Account> mailOwner) {
    Calls calls = kernel.calls();
    Settings settings =
        SettingsBuilder.service().type(type).with("--endpoint", "private/x").build();
    NoIdentities root =
        new NoIdentities() {
          @Override
          public int setEffectiveUid(int uid) {
            uids.add(uid);
            return 0;
          }
        };
    Calls withIdentity =
        new Calls(
            calls.files(),
            calls.folders(),
            calls.descriptors(),
            calls.sockets(),
            calls.processes(),
            calls.signals(),
            root,
            calls.confinement(),
            calls.clock());
    return new Waker(settings, withIdentity, mailOwner, 3);
  }

  private void goOn(Waker waker, int milliseconds) {
    set.clear();
    waker.addTo(set);
    kernel.calls().descriptors().poll(set, milliseconds);
    waker.proceed(set, kernel.calls().clock().milliseconds());
  }

  @Test
  void aUnixServiceIsSentWAndNulOverAConnection() {
    kernel.serve("private/x");
    Waker waker = waker("unix", Optional.empty());
    assertThat(waker.wake()).isNotNegative();
    goOn(waker, 0);
    assertThat(kernel.connections("private/x").getLast().inbox.peek()).containsExactly('W', 0);
    goOn(waker, 0);
    assertThat(kernel.openChannels()).as("open until it is read").contains("private/x");
    kernel.connections("private/x").getLast().closed = true;
    goOn(waker, 0);
    assertThat(kernel.openChannels()).doesNotContain("private/x");
    assertThat(waker.nextDeadline()).isEqualTo(WakeupTimer.NEVER);
  }

  @Test
  void aFifoGetsOneByte() {
    assertThat(waker("fifo", Optional.empty()).wake()).isEqualTo(1);
    assertThat(kernel.openChannels()).isEmpty();
  }

  @Test
  void aPassServiceIsSentADescriptorAndNothingIsLeftOpenButTheConnection() {
    kernel.serve("private/x");
    Waker waker = waker("pass", Optional.empty());
    assertThat(waker.wake()).isNotNegative();
    assertThat(kernel.connections("private/x").getLast().inbox.peek()).containsExactly(0);
    assertThat(kernel.openChannels()).containsExactly("private/x");
  }

  @Test
  void nobodyThereIsAnErrorAndLeavesNothingOpen() {
    assertThat(waker("unix", Optional.empty()).wake()).isEqualTo(-Errno.ECONNREFUSED);
    assertThat(waker("pass", Optional.empty()).wake()).isEqualTo(-Errno.ECONNREFUSED);
    assertThat(waker("unix-dgram", Optional.empty()).wake()).isEqualTo(-Errno.EINVAL);
    assertThat(kernel.openChannels()).isEmpty();
  }

  @Test
  void rootIsTheMailOwnerForAsLongAsItTakes() {
    kernel.serve("private/x");
    waker("unix", Optional.of(new Account(102, 103))).wake();
    assertThat(uids).containsExactly(102, 0);
  }

  @Test
  void rootComesBackAlsoWhenNobodyIsThere() {
    waker("unix", Optional.of(new Account(102, 103))).wake();
    assertThat(uids).containsExactly(102, 0);
  }
}
