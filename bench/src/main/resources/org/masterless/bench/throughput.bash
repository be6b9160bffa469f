# Sends $1 mails to nowhere by 8 clients. Prints microseconds until all are accepted, until all are delivered,
# and the context switches of the whole machine meanwhile.
switches() { sed -n 's/^ctxt //p' /proc/stat; }
queued() { find /var/spool/postfix/{incoming,active,maildrop,deferred} -type f 2>/dev/null | head -1; }
before=$(switches)
start=${EPOCHREALTIME/./}
smtp-source -s 8 -m "$1" -f bench@example.test -t nobody@elsewhere.test 127.0.0.1:25
accepted=${EPOCHREALTIME/./}
while [ -n "$(queued)" ]; do sleep 0.02; done
delivered=${EPOCHREALTIME/./}
echo $((accepted - start)) $((delivered - start)) $(($(switches) - before))
