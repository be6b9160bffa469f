# Builds the package for its tests, where that is possible: PackageTest says that it is skipped otherwise.
set -eu
if command -v dh >/dev/null && command -v dpkg-buildpackage >/dev/null; then
    exec make --silent --no-print-directory deb-files
fi
rm -rf target/deb
