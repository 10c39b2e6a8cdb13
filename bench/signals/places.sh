# Where the bench keeps what it installs. To be sourced by install.sh and run.sh.

project="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
target="${CARGO_TARGET_DIR:-$project/target}"
bench="${TRUCE_BENCH_DIR:-$target/bench-signals}"

has_peers() {
    [ -f "$bench/python/installed" ] && cmp --silent "$project/bench/signals/requirements.txt" "$bench/python/installed"
}
