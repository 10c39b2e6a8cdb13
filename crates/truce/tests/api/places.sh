# Where schemathesis is, and whether it is there. To be sourced by install.sh and run.sh.

project="$(cd "$(dirname "${BASH_SOURCE[0]}")/../../../.." && pwd)"
here="$project/crates/truce/tests/api"
api="${TRUCE_API_DIR:-$project/target/api}"

has_schemathesis() {
    "$api/python/bin/schemathesis" --version > /dev/null 2>&1 && [ -f "$api/installed" ] &&
        [ "$(cat "$api/installed")" = "$(sha256sum < "$here/requirements.txt")" ]
}
