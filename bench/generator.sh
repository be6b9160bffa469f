#!/bin/bash
# Times masterless-generator on instances with 30, 300 and 10,000 entries: medians of wall time, and peak memory.
# Usage: bench/generator.sh [STAGED-TREE]; needs bash 5 and Debian's package "time".
set -euo pipefail
stage=${1:-target/stage}
generator=$stage/usr/lib/systemd/system-generators/masterless-generator
# systemd gives generators a folder on a tmpfs; a disk would be timed otherwise.
work=$(mktemp -d -p "${TMPDIR:-/dev/shm}")
trap 'rm -rf "$work"' EXIT

median() { sort -n | sed -n "$(((runs + 1) / 2))p"; }

prepare() { # ENTRIES
    mkdir -p "$work/$1/etc/masterless" "$work/$1/etc/postfix"
    echo /etc/postfix >"$work/$1/etc/masterless/instances"
    echo 'compatibility_level = 3.6' >"$work/$1/etc/postfix/main.cf"
    for ((i = 0; i < $1 / 3; i++)); do
        printf '%s inet n - y - - smtpd\n  -o syslog_name=postfix/s%s\n' "$((10000 + i))" "$i"
        printf 'out%s unix - - y - - smtp\n' "$i"
        printf 'pipe%s unix - n n - 2 pipe\n  flags=R user=nobody argv=/bin/true ${recipient}\n' "$i"
    done >"$work/$1/etc/postfix/master.cf"
    mkdir "$work/$1/out"
}

once() { # ENTRIES: microseconds of wall time
    local before=${EPOCHREALTIME/./}
    "$generator" --root "$work/$1" "$work/$1/out"
    echo $((${EPOCHREALTIME/./} - before))
}

printf '%-10s %12s %12s\n' entries 'median ms' 'peak MiB'
for entries in 30 300 10000; do
    runs=$((entries < 1000 ? 51 : 7))
    prepare "$entries"
    once "$entries" >/dev/null
    microseconds=$(for ((run = 0; run < runs; run++)); do once "$entries"; done | median)
    kibibytes=$(/usr/bin/time -f %M "$generator" --root "$work/$entries" "$work/$entries/out" 2>&1)
    printf '%-10s %12s %12s\n' "$entries" \
        "$((microseconds / 1000)).$(printf %03d $((microseconds % 1000)) | cut -c1)" \
        "$((kibibytes / 1024)).$((kibibytes % 1024 * 10 / 1024))"
done
