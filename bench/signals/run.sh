#!/usr/bin/env bash
# truce's fit of the mutually exciting process and its peers on the same data, in one run. Stops by itself.
#
# Writes hawkes40_*.csv, the fitted numbers and results.md to TRUCE_BENCH_DIR, or else to target/bench-signals.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
source "$here/places.sh"

bash "$here/install.sh"
cd "$project"
# One thread for all.
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 RAYON_NUM_THREADS=1 PYTHONDONTWRITEBYTECODE=1
cargo bench --quiet -p truce-signals --bench hawkes -- "$bench" | tee "$bench/truce.txt"
"$bench/python/bin/python" "$here/peers.py" "$bench" | tee "$bench/results.md"
uptime
