package org.masterless.lmtpdeliver;

import java.util.Optional;
import org.masterless.accounts.User;
import org.masterless.accounts.Variables;
import org.masterless.delivery.Envelope;
import org.masterless.maildir.Beginning;
import org.masterless.maildir.Failure;
import org.masterless.maildir.MailLocation;
import org.masterless.maildir.Mailbox;
import org.masterless.maildir.MailboxOpening;
import org.masterless.maildir.NewMessage;
import org.masterless.maildir.QuotaLimit;
import org.masterless.system.Calls;
import org.masterless.system.Log;

/** A folder of the user's own Maildir. */
final class MaildirTarget implements Target {
  private final Calls calls;
  private final Settings settings;
  private final Log log;
  private final String host;
  private final User user;
  private final Envelope envelope;
  private Optional<Mailbox> mailbox = Optional.empty();
  private Optional<NewMessage> message = Optional.empty();
  private String folder = "-";

  /** {@code host} is this machine's name. */
  MaildirTarget(
      Calls calls, Settings settings, Log log, String host, User user, Envelope envelope) {
    this.calls = calls;
    this.settings = settings;
    this.log = log;
    this.host = host;
    this.user = user;
    this.envelope = envelope;
  }

  @Override
  public String name() {
    return folder;
  }

  @Override
  public Optional<Answer> open(long least) {
    if (!user.mail().isEmpty() && !user.mail().startsWith("maildir:")) {
      return Optional.of(
          Answers.NO_LOCATION.because("mail location \"" + user.mail() + "\" is no maildir:"));
    }
    String mail = user.mail().isEmpty() ? settings.maildir() : user.mail();
    Variables variables = new Variables(user.name(), user.home());
    Optional<MailLocation> location = MailLocation.of(mail, user.home(), variables::expand);
    if (location.isEmpty()) {
      return Optional.of(
          Answers.NO_LOCATION.because(
              "mail location \"" + mail + "\", home \"" + user.home() + "\": not understood"));
    }
    QuotaLimit limit = new QuotaLimit(user.quota().bytes(), user.quota().messages());
    MailboxOpening opening = Mailbox.open(calls, user.uid(), location.get(), limit);
    return opening instanceof Failure failure ? answer(failure) : begin((Mailbox) opening, least);
  }

  private Optional<Answer> begin(Mailbox opened, long least) {
    Optional<Failure> refusal = opened.refusal(least);
    if (refusal.isPresent()) {
      return answer(refusal.get());
    }
    Beginning beginning = opened.begin(envelope.get(Envelope.DETAIL), host);
    if (beginning instanceof Failure failure) {
      return answer(failure);
    }
    NewMessage begun = (NewMessage) beginning;
    folder = begun.folder();
    mailbox = Optional.of(opened);
    message = Optional.of(begun);
    return Optional.empty();
  }

  @Override
  public Optional<Answer> write(byte[] bytes, int offset, int length) {
    Optional<Failure> failed = message.flatMap(begun -> begun.write(bytes, offset, length));
    return failed.flatMap(this::answer);
  }

  @Override
  public Answer finish(long size, long lines) {
    if (mailbox.isEmpty() || message.isEmpty()) {
      return Answers.TROUBLE.because("no message was begun");
    }
    Optional<Failure> failed = mailbox.get().refusal(size);
    if (failed.isPresent()) {
      message.get().drop();
    } else {
      failed = message.get().store(size, lines);
    }
    if (failed.isPresent()) {
      return Answers.of(failed.get(), settings.isFullTemporary());
    }
    String unkept = mailbox.get().added(size);
    if (!unkept.isEmpty()) {
      log.warning(unkept);
    }
    return Answers.saved(envelope.get(Envelope.RECIPIENT));
  }

  @Override
  public void drop() {
    message.ifPresent(NewMessage::drop);
  }

  private Optional<Answer> answer(Failure failure) {
    return Optional.of(Answers.of(failure, settings.isFullTemporary()));
  }
}
