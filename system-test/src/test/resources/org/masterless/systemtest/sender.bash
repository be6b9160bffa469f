# Sends messages with the ids FIRST, FIRST+STEP, ... below END to RECIPIENT over port 25, one connection each, and prints
# of each id whether its message was acknowledged or has failed. What fails is not tried again: another message is.
#
#   sender.bash FIRST STEP END RECIPIENT
say() { printf '%s\r\n' "$1" >&3; }

# Whether the answer, which may have several lines, starts with $1.
hears() {
    local line
    while IFS= read -r -t 15 line <&3; do
        [ "${line:3:1}" = - ] || { [ "${line:0:1}" = "$1" ]; return; }
    done
    return 1
}

send() {
    exec 3<>/dev/tcp/127.0.0.1/25 || { echo "refused $1"; return 1; }
    hears 2 && say 'HELO sender.example.test' && hears 2 && say 'MAIL FROM:<sender@example.test>' && hears 2 &&
        say "RCPT TO:<$2>" && hears 2 && say DATA && hears 3 &&
        say "X-Id: $1" && say "" && say text && say . && hears 2
}

trap '' PIPE
for ((id = $1; id < $3; id += $2)); do
    if send "$id" "$4" 2>/dev/null; then echo "acknowledged $id"; else echo "failed $id"; fi
    exec 3>&-
done
