package org.masterless.generator.translate;

import java.util.ArrayList;
import java.util.List;
import org.masterless.generator.read.Printable;
import org.masterless.generator.read.ServiceOption;
import org.masterless.generator.read.ServiceOptions;

/** The values of an entry's options: what each must look like. */
final class ProgramOptions {
  private static final String SEPARATORS = ", \t";
  private static final String VAR_RUN = "/var/run/";

  private ProgramOptions() {}

  /** What is wrong with the value of {@code option}, or nothing. */
  static String objectionTo(ServiceOption option, String value) {
    String expected =
        switch (option.form()) {
          case FLAG -> value.equals("yes") || value.equals("no") ? "" : "expected yes or no";
          case NUMBER -> isNumber(value) ? "" : "expected a number";
          case MODE -> isMode(value) ? "" : "expected an octal mode like 0660";
          case NAME -> isName(value) ? "" : "expected the name of a user or group";
          case NAMES -> areNames(value) ? "" : "expected names of groups";
          case PATHS -> pathsObjection(value);
          case CAPABILITIES -> areCapabilities(value) ? "" : "expected names like setuid,setgid";
          case TYPE -> isType(value) ? "" : "expected notify, exec or simple";
        };
    return expected.isEmpty()
        ? ""
        : "bad value \"" + shown(value) + "\" for option \"" + option.word() + "\": " + expected;
  }

  /** The words of an option that is a list. {@code /var/run} is where {@code /run} was. */
  static List<String> list(ServiceOptions options, ServiceOption option) {
    List<String> words = new ArrayList<>(Words.of(options.get(option), SEPARATORS));
    words.replaceAll(
        word -> word.startsWith(VAR_RUN) ? word.substring("/var".length()) : withoutSlash(word));
    return words;
  }

  /** Whether each process serves one connection, as is usual. */
  static boolean isOneAProcess(ServiceOptions options) {
    String count = options.get(ServiceOption.SERVICE_COUNT);
    return count.isEmpty() || count.equals("1");
  }

  private static String withoutSlash(String path) {
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static boolean isNumber(String value) {
    boolean isGood = !value.isEmpty() && value.length() <= "999999".length();
    for (int i = 0; i < value.length(); i++) {
      isGood &= value.charAt(i) >= '0' && value.charAt(i) <= '9';
    }
    return isGood && (value.length() == 1 || value.charAt(0) != '0');
  }

  private static boolean isMode(String value) {
    int start = value.length() == "0666".length() && value.charAt(0) == '0' ? 1 : 0;
    boolean isGood = value.length() - start == "666".length();
    for (int i = start; i < value.length(); i++) {
      isGood &= value.charAt(i) >= '0' && value.charAt(i) <= '7';
    }
    return isGood;
  }

  private static boolean isName(String value) {
    return SystemdText.objectionToUser(value).isEmpty();
  }

  private static boolean areNames(String value) {
    boolean areGood = true;
    for (String name : Words.of(value, SEPARATORS)) {
      areGood &= isName(name);
    }
    return areGood;
  }

  private static boolean areCapabilities(String value) {
    boolean areGood = true;
    for (String name : Words.of(value, SEPARATORS)) {
      areGood &= Capabilities.isKnown(name);
    }
    return areGood;
  }

  private static String pathsObjection(String value) {
    for (String path : Words.of(value, SEPARATORS)) {
      String objection = SystemdText.objectionToMount(path);
      objection = objection.isEmpty() ? SystemdText.objectionToBind(path) : objection;
      if (!objection.isEmpty()) {
        return "path \"" + shown(path) + "\" " + objection;
      }
    }
    return "";
  }

  private static boolean isType(String value) {
    return value.equals("notify") || value.equals("exec") || value.equals("simple");
  }

  private static String shown(String value) {
    String printable = Printable.of(value);
    return printable.length() > 60 ? printable.substring(0, 60) + "..." : printable;
  }
}
