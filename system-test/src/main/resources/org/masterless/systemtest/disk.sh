# Starts the program behind a disk. Its file system, one file, is mounted where only we and the program see it; the loop
# device on that file, of which the first line of output has the name, is for everybody.
#
#   disk.sh FOLDER COMMAND [ARGUMENT…]
set -eu
disk=$1/disk
shift
: >"$disk"
exec 3<>/dev/fuse
mount -i -t fuse -o fd=3,rootmode=100000,user_id=0,group_id=0 disk "$disk"
# It waits for the program's answers.
losetup --find --show "$disk" 3>&- &
exec "$@" 2>&3 3>&-
