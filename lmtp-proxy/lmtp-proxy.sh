#!/bin/sh
# masterless-lmtp-proxy(8), as systemd starts it; exec keeps the pid that it waits for.
# jffi's library is installed, so that nothing is unpacked into a folder that may not run programs.
# Java opens files by names in the locale's character set, and systemd sets no locale.
export LC_ALL=C.UTF-8
case $0 in
/*) usr=${0%/lib/masterless/*} ;;
*) usr=$(cd "${0%/*}/../.." && pwd) ;;
esac
exec java -Xmx64m -Xss512k -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto \
    -Dslf4j.provider=org.masterless.logging.JournalServiceProvider -Dslf4j.internal.verbosity=WARN \
    -Djffi.boot.library.path="$usr/lib/masterless" \
    -cp "$usr/share/masterless/lmtp-proxy.jar:$usr/share/masterless/lib/*" \
    org.masterless.lmtpproxy.LmtpProxy "$@"
