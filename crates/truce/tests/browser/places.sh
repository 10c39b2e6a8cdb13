# Where the browser journeys and their libraries are, and whether they are there. To be sourced by install.sh and run.sh.

project="$(cd "$(dirname "${BASH_SOURCE[0]}")/../../../.." && pwd)"
journeys="$project/crates/truce/tests/browser"
browser="${TRUCE_BROWSER_DIR:-$project/target/browser}"

has_chromium() {
    command -v chromium > /dev/null
}

has_node() {
    command -v node > /dev/null && [ "$(node -p "parseInt(process.versions.node)")" -ge 20 ]
}

libraries_wanted() {
    cat "$journeys/package.json" "$journeys/package-lock.json" | sha256sum
}

has_libraries() {
    [ -f "$browser/installed" ] && [ "$(cat "$browser/installed")" = "$(libraries_wanted)" ]
}
