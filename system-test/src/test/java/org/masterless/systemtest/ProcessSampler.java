package org.masterless.systemtest;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Looks at the processes of Postfix's daemons again and again, some hundred times a second, from
 * its start until it is asked what it saw.
 */
final class ProcessSampler implements AutoCloseable {
  /**
   * Reading all of /proc takes a moment in which one process may end and another start; so two are
   * two only if the first is still there when the second was seen.
   */
  private static final String SCRIPT =
      """
      use strict;
      my (%samples, %pids, %most);
      sub program { readlink "/proc/$_[0]/exe" }
      sub unit {
        open my $file, "<", "/proc/$_[0]/cgroup" or return;
        my ($unit) = join("", <$file>) =~ m{^0::.*/(.+)$}m;
        return $unit;
      }
      sub sample {
        my (%now, %program);
        for my $pid (map { m{(\\d+)$} } glob "/proc/[1-9]*") {
          my $program = program($pid) // next;
          next unless $program =~ m{^/usr/lib/postfix/sbin/};
          my $unit = unit($pid) or next;
          $program{$pid} = $program;
          push @{$now{$unit}}, $pid;
        }
        while (my ($unit, $pids) = each %now) {
          my @there = grep { (program($_) // "") eq $program{$_} } @$pids;
          my $count = @there > 1 ? @there : 1;
          $most{$unit} = $count if $count > ($most{$unit} // 0);
          $samples{$unit}++;
          $pids{$unit}{$_} = 1 for @$pids;
        }
      }
      vec(my $input = "", 0, 1) = 1;
      $| = 1;
      print "ready\\n";
      sample() until select my $ready = $input, undef, undef, 0.002;
      print "$_ $samples{$_} ", scalar keys %{$pids{$_}}, " $most{$_}\\n" for keys %samples;
      """;

  private final Session session;

  private ProcessSampler(Session session) {
    this.session = session;
  }

  /**
   * What was seen of a unit.
   *
   * @param samples how often at least one process was there
   * @param processes how many different ones
   * @param most at the same time
   */
  record Sight(int samples, int processes, int most) {
    static final Sight NONE = new Sight(0, 0, 0);
  }

  static ProcessSampler start(Machine machine) {
    Session session = machine.start("perl", "-e", SCRIPT);
    session.readLine();
    return new ProcessSampler(session);
  }

  /** Ends the sampling; what was seen, by unit. */
  Map<String, Sight> end() {
    session.closeInput();
    return session.rest().stream()
        .map(line -> line.split(" ", -1))
        .collect(
            Collectors.toMap(
                words -> words[0],
                words ->
                    new Sight(
                        Integer.parseInt(words[1]),
                        Integer.parseInt(words[2]),
                        Integer.parseInt(words[3])),
                (one, same) -> one,
                TreeMap::new));
  }

  @Override
  public void close() {
    session.close();
  }
}
