#!/usr/bin/env bash
# Goes through the screen in a real browser: run.sh [FILE.test.mjs...]
#
# Without Chromium, Node or the libraries it is left out, in words; with TRUCE_BROWSER=required that is a failure.
# Everything is on this machine: folders of its own, the loopback, free ports. Whatever it starts it stops. Pictures
# of the pages stay in TRUCE_BROWSER_DIR/pictures, or else in target/browser/pictures.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/places.sh"
cd "$project"

if [ "${TRUCE_BROWSER:-}" = required ]; then
    bash "$journeys/install.sh" --check
elif ! bash "$journeys/install.sh" --check > /dev/null; then
    echo "not run: the journeys in a real browser; type \`bash crates/truce/tests/browser/install.sh\` to see what is missing"
    exit
fi

if [ -z "${TRUCE_PROGRAM:-}" ]; then
    cargo build --quiet --package truce
    TRUCE_PROGRAM="${CARGO_TARGET_DIR:-$project/target}/debug/truce"
fi
export TRUCE_PROGRAM
TRUCE_JOURNEYS="$(mktemp -d)"
TRUCE_CHROMIUM="$(command -v chromium)"
export TRUCE_JOURNEYS TRUCE_CHROMIUM TRUCE_BROWSER_DIR="$browser"
trap 'rm -rf "$TRUCE_JOURNEYS"' EXIT
trap 'exit 130' INT TERM
rm -rf "$browser/pictures"
mkdir -p "$browser/pictures"

if [ "$#" = 0 ]; then
    set -- "$journeys"/*.test.mjs
fi
# One file after the other: two cores serve one browser and its nodes.
node --test --test-reporter=spec --test-concurrency=1 --test-timeout=900000 "$@"
