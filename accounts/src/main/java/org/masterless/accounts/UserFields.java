package org.masterless.accounts;

import java.util.Arrays;
import java.util.Optional;
import org.masterless.system.Identities;
import org.masterless.system.Numbers;

/**
 * What a source says of one user in Dovecot's userdb fields, in any order, until it is a {@link
 * User}. Fields that mean nothing to us are let by.
 */
final class UserFields {
  /** {@code quota_rule}, {@code quota_rule2} … {@code quota_rule9}, in this order. */
  private final String[] quotaRules = new String[10];

  private final Identities identities;
  private final String name;
  private int uid;
  private int gid;
  private final String defaultHome;
  private String home = "";
  private String mail = "";
  private String mailDriver = "";
  private String mailPath = "";
  private String groupsUser = "";
  private String quotaSize = "";
  private String quotaCount = "";

  /** The first thing that is wrong; empty while all is well. */
  private String error = "";

  UserFields(Identities identities, String name, UserDefaults defaults) {
    this.identities = identities;
    this.name = name;
    this.uid = defaults.uid();
    this.gid = defaults.gid();
    this.defaultHome = defaults.home();
    Arrays.fill(quotaRules, "");
  }

  /** As {@link #put}, when the value may have variables in it. */
  void putTemplate(String field, String template) {
    Optional<String> value = new Variables(name, "").expand(template);
    if (value.isPresent()) {
      put(field, value.get());
    } else {
      fail("cannot expand \"" + template + "\" for " + field);
    }
  }

  void put(String field, String value) {
    switch (field) {
      case "uid" -> uid = id(field, value);
      case "gid" -> gid = id(field, value);
      case "home" -> home = value;
      case "mail" -> mail = value;
      case "mail_driver" -> mailDriver = value;
      case "mail_path" -> mailPath = value;
      case "system_groups_user" -> groupsUser = value;
      case "quota_storage_size" -> quotaSize = value;
      case "quota_message_count" -> quotaCount = value;
      case "chroot", "mail_inbox_path" -> refuse(field, value);
      default -> putQuotaRule(field, value);
    }
  }

  private void putQuotaRule(String field, String value) {
    if (field.equals("quota_rule")) {
      quotaRules[1] = value;
    } else if (field.length() == 11 && field.startsWith("quota_rule")) {
      int number = field.charAt(10) - '0';
      if (number > 1 && number < quotaRules.length) {
        quotaRules[number] = value;
      }
    }
  }

  private int id(String field, String value) {
    int id = Numbers.parse(value, Integer.MAX_VALUE);
    if (id < 0) {
      fail("bad " + field + " \"" + value + "\": expected a number");
    }
    return id;
  }

  /** Its mail would lie elsewhere than the other fields say. */
  private void refuse(String field, String value) {
    if (!value.isEmpty()) {
      fail(field + " is not supported");
    }
  }

  private void fail(String why) {
    if (error.isEmpty()) {
      error = ControlCharacters.areIn(why) ? "control characters in a field" : why;
    }
  }

  /** {@link Lookup.Found}, or {@link Lookup.Failed} with what is wrong. */
  Lookup lookup() {
    if (uid < 0) {
      fail("no uid");
    }
    if (gid < 0) {
      fail("no gid");
    }
    if (home.isEmpty()) {
      putTemplate("home", defaultHome);
    }
    if (ControlCharacters.areIn(home) || ControlCharacters.areIn(location())) {
      fail("control characters in home or mail");
    }
    checkHome();
    Quota quota = quota();
    Groups groups = error.isEmpty() ? groups() : Groups.NONE;
    if (groups.failed()) {
      fail(groups.error());
    }
    return error.isEmpty()
        ? new Lookup.Found(new User(name, uid, gid, groups.ids(), home, location(), quota))
        : new Lookup.Failed(error);
  }

  private void checkHome() {
    if (home.contains("/./")) {
      fail("a chroot in the home is not supported");
    } else if (!home.isEmpty() && !home.startsWith("/")) {
      fail("home \"" + home + "\" is not an absolute path");
    }
  }

  /** None but those of a user of the machine's, where the source names one. */
  private Groups groups() {
    return groupsUser.isEmpty() ? Groups.NONE : Groups.of(identities, groupsUser, gid);
  }

  /** As Dovecot 2.3 has it in one, from what 2.4 has in two. */
  private String location() {
    if (!mail.isEmpty() || (mailDriver.isEmpty() && mailPath.isEmpty())) {
      return mail;
    }
    return mailDriver.isEmpty() ? mailPath : mailDriver + ":" + mailPath;
  }

  private Quota quota() {
    Quota quota = Quota.NONE;
    for (String rule : quotaRules) {
      if (!rule.isEmpty()) {
        quota = orFail("quota_rule", rule, QuotaRule.apply(rule, quota));
      }
    }
    if (!quotaSize.isEmpty()) {
      quota = orFail("quota_storage_size", quotaSize, QuotaRule.size(quotaSize, quota));
    }
    if (!quotaCount.isEmpty()) {
      quota = orFail("quota_message_count", quotaCount, QuotaRule.messages(quotaCount, quota));
    }
    return quota;
  }

  private Quota orFail(String field, String value, Optional<Quota> quota) {
    if (quota.isEmpty()) {
      fail("bad " + field + " \"" + value + "\"");
    }
    return quota.orElse(Quota.NONE);
  }
}
