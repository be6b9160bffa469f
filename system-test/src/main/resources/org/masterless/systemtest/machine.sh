# Boots the machine whose folder we are in: base (read-only) under upper (what the machine changes).
# Runs in mount and process name spaces of its own, so all that is mounted here vanishes with us.
#
#   machine.sh NAME
set -eu
# systemd-nspawn keeps locks in /run and makes folders in /tmp, and would leave them behind when killed.
mount -t tmpfs tmpfs /run
mkdir /run/root
mount -t overlay overlay -o lowerdir=base,upperdir=upper,workdir=work /run/root
mount -t tmpfs tmpfs /tmp

export SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1
# systemd-nspawn 252 knows nothing of Landlock and so forbids it, where a real machine has it.
calls='landlock_create_ruleset landlock_restrict_self'
status=133
# 133: the machine wants to be booted again. Or Machine.crash has killed it, to have it so.
while [ "$status" = 133 ] || rm crashed 2>/dev/null; do
    status=0
    systemd-nspawn --quiet --directory=/run/root --machine="$1" --register=no --keep-unit --private-network \
        --system-call-filter="$calls" --timezone=off --console=read-only --boot systemd.unit=multi-user.target systemd.show_status=yes || status=$?
done
exit "$status"
