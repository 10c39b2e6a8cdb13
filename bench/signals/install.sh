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
# tick 0.8.0.2 has ready-made wheels for Python 3.11 to 3.13 and no others; the first of these that can make an environment is taken.
fits() {
    "$1" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null
}
python=
for candidate in "${TRUCE_BENCH_PYTHON:-python3}" python3.13 python3.12 python3.11; do
    if fits "$candidate"; then
        python="$candidate"
        break
    fi
done
if [ -z "$python" ]; then
    echo "bench: no Python from 3.11 to 3.13 with venv was found, and tick 0.8.0.2 has wheels for no other." >&2
    echo "bench: install one (Debian: apt-get install python3.11 python3.11-venv), or name it: TRUCE_BENCH_PYTHON=/path/to/python bash bench/signals/run.sh" >&2
    exit 1
fi
mkdir -p "$bench"
rm -rf "$bench/python"
"$python" -m venv "$bench/python"
"$bench/python/bin/python" -m pip install --quiet --disable-pip-version-check --only-binary :all: \
    --requirement "$here/requirements.txt"
cp "$here/requirements.txt" "$bench/python/installed"
echo "bench: the peers are installed in $bench/python"
