#!/usr/bin/env bash
# truce's matcher and its peers on the same simulated reports, in one run. Stops by itself.
#
#   run.sh [COUNT...] [--kinds usual|held-out...] [--presets sparse|medium|dense...]
#
# COUNT reports a world; 5000 and 20000 if nothing is named.
#
# Writes results.csv and results.md to TRUCE_BENCH_DIR, or else to target/bench-matching. The worlds are those of
# seed 2, which nothing was tuned on; they go to a temporary folder that is removed afterwards.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
source "$here/places.sh"

bash "$here/install.sh"
cd "$project"
cargo build --quiet --release -p truce -p truce-sim

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
if [ "$#" = 0 ]; then
    set -- 5000 20000
fi
# Two threads for all, whatever the machine has.
export OMP_NUM_THREADS=2 OPENBLAS_NUM_THREADS=2 PYTHONDONTWRITEBYTECODE=1
"$bench/python/bin/python" "$here/bench.py" --truce "$target/release/truce" --simulator "$target/release/truce-sim" \
    --work "$work" --out "$bench" "$@"
