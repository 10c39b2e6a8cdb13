#!/usr/bin/env bash
# How fast the screen answers with much on record, on this machine alone: run.sh [REPORTS] [SECONDS] [PER_SECOND] [LISTENERS]
#
# A simulated front's reports go on a node's record in a folder of its own; the node is served on the loopback and asked
# at a steady pace. It stops by itself and removes what it wrote. Needs node 20, and 4 GB of disk for a million reports.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
reports="${1:-1000000}"
target="${CARGO_TARGET_DIR:-$PWD/target}"
truce="$target/release/truce"
cargo build --quiet --release -p truce -p truce-sim

work="$(mktemp -d)"
served=""
finish() {
    if [ -n "$served" ]; then kill "$served" 2> /dev/null || true; wait "$served" 2> /dev/null || true; fi
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM
ulimit -n 8192

"$target/release/truce-sim" reports --seed 2 --preset sparse --reports "$reports" --out "$work/reports.csv" \
    --sources "$work/sources.csv"
"$truce" init "$work/node" --seat un --agreement agreements/syria-2016 --no-passphrase > /dev/null
"$truce" -n "$work/node" import sources "$work/sources.csv" --no-index > /dev/null
echo "putting the reports on record"
"$truce" -n "$work/node" import csv "$work/reports.csv" --no-index | tail -n 1
rm "$work/reports.csv"
"$truce" -n "$work/node" serve --listen 127.0.0.1:7437 --rest-after 0 > "$work/serve.log" 2>&1 &
served=$!
begun=$SECONDS
until curl -fs -o /dev/null http://127.0.0.1:7437/api/v1/situation; do
    kill -0 "$served" || { cat "$work/serve.log"; exit 1; }
    sleep 1
done
echo "its picture and tables stood after $((SECONDS - begun)) s; $(du -sh "$work/node" | cut -f 1) on disk"
# A large picture is put down when nothing comes; how much memory that leaves is part of what is asked here.
sleep 20
grep -E "VmHWM|VmRSS" "/proc/$served/status"
node bench/screen/load.mjs http://127.0.0.1:7437 "$served" "${@:2}"
