#!/usr/bin/env bash
# Installs the peers of the signals bench into an environment of their own. Typed again, it does nothing.
#
# It goes to TRUCE_BENCH_DIR, or else to target/bench-signals, which git does not see.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
source "$here/places.sh"

if has_peers; then
    echo "bench: the peers are here"
    exit
fi
mkdir -p "$bench"
rm -rf "$bench/python"
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11) and "bench: Python 3.11 or later is wanted")'
python3 -m venv "$bench/python"
"$bench/python/bin/python" -m pip install --quiet --disable-pip-version-check --only-binary :all: \
    --requirement "$here/requirements.txt"
cp "$here/requirements.txt" "$bench/python/installed"
echo "bench: the peers are installed in $bench/python"
