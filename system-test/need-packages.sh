# Sees to it that Debian packages are installed: does it as root, says what is missing otherwise. Never fails: what
# can't be done without them says so itself.
#
#   need-packages.sh PACKAGE…
set -u

if ! command -v apt-get >/dev/null; then
    echo "this machine has no apt; needed are the counterparts of the Debian packages: $*" >&2
    exit 0
fi

installed() {
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

missing=
for package; do
    installed "$package" || missing="$missing $package"
done

if [ "$(id -u)" != 0 ]; then
    [ -z "$missing" ] || echo "Debian packages are missing, as root: apt-get install$missing" >&2
    exit 0
fi

# The base images come from where this machine's own packages come from, and only the lists tell where that is.
if [ -z "$(apt-get indextargets 'Origin: Debian' 2>/dev/null)" ]; then
    echo "fetching the package lists"
    apt-get update -qq || echo "apt-get update failed" >&2
fi
if [ -n "$missing" ]; then
    echo "installing$missing"
    # shellcheck disable=SC2086  # a list of words
    DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends $missing >/dev/null ||
        echo "apt-get could not install$missing" >&2
fi
