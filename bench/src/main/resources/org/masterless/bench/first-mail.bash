# Prints how many microseconds pass from a connection to the banner, and to the mail in the mailbox.
box=/var/mail/alice
# local(8) delivers only into a mailbox that is the user's.
[ -e "$box" ] || install -o alice -g mail -m 660 /dev/null "$box"
before=$(stat -c %s "$box")
start=${EPOCHREALTIME/./}
exec 3<>/dev/tcp/127.0.0.1/25
say() { printf '%s\r\n' "$1" >&3; }
hear() { local line; while IFS= read -r line <&3 && [ "${line:3:1}" = - ]; do :; done; }
hear
banner=${EPOCHREALTIME/./}
say 'EHLO bench.example.test'; hear
say 'MAIL FROM:<bench@example.test>'; hear
say 'RCPT TO:<alice@localhost>'; hear
say DATA; hear
say 'Subject: bench'; say ''; say text; say .; hear
while [ "$(stat -c %s "$box")" -eq "$before" ]; do :; done
delivered=${EPOCHREALTIME/./}
say QUIT
echo $((banner - start)) $((delivered - start))
