# Runs a command in a name space of its own for mounts and processes, for as long as somebody holds our standard input.
# Whoever started us may end in any way, SIGKILL included: then standard input ends, and command, mounts, cgroups and
# folder go. Nothing relies on the other side's cleaning up.
#
#   guardian.sh FOLDER COMMAND [ARGUMENT…]
#
# FOLDER/lock    is held by us: a folder whose lock is free belongs to nobody
# FOLDER/cgroups names the cgroup folders, one a line, that are made for the command and removed after it
# FOLDER/console gets the command's output, FOLDER/status its exit status
set -u
cd "$1" || exit
shift
exec 9>lock
flock --nonblock 9 || exit

enter_cgroups() {
    while read -r group; do
        mkdir "$group" && echo 0 >"$group/cgroup.procs" || exit
    done <cgroups
}

# A cgroup can be removed only when the last process in it is gone, which takes a moment after the kill.
remove_cgroups() {
    for _ in $(seq 200); do
        left=
        while read -r group; do
            find "$group" -depth -type d -exec rmdir {} + 2>/dev/null
            [ ! -d "$group" ] || left=yes
        done <cgroups
        [ -n "$left" ] || return 0
        sleep 0.05
    done
}

# setpriv ends unshare when we are killed, unshare ends the first process of the name space, and that ends all of them.
(
    enter_cgroups
    exec setpriv --pdeathsig KILL unshare --mount --pid --fork --kill-child --mount-proc \
        sh -c '"$@"; echo $? >status' sh "$@"
) </dev/null >console 2>&1 9>&- &
command=$!

trap : HUP INT TERM
while ! cat >/dev/null; do :; done
kill -KILL "$command"
wait "$command"
remove_cgroups
rm -rf --one-file-system -- "$PWD"
