#!/usr/bin/env bash
# Installs what the journeys need, or with --check only says what is missing.
#
# The two libraries go to TRUCE_BROWSER_DIR, or else to target/browser. Typed again, it does nothing that is done
# already. Chromium is installed only by root, and only where apt-get is.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/places.sh"

say_missing() {
    local missing=0
    if ! has_chromium; then
        missing=1
        echo "browser: missing: Chromium (Debian: chromium)"
    fi
    if ! has_node; then
        missing=1
        echo "browser: missing: Node 20 or later, with npm"
    fi
    if ! has_libraries; then
        missing=1
        echo "browser: missing: playwright-core and axe-core"
    fi
    return "$missing"
}

install_chromium() {
    has_chromium && return
    if [ "$(id -u)" != 0 ] || ! command -v apt-get > /dev/null; then
        echo "browser: Chromium is left to you; on Debian, as root: apt-get install chromium"
        return
    fi
    apt-get -q update
    DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends chromium
}

# Pinned by the lock file's digests; nothing that comes along is run while it is installed.
install_libraries() {
    has_libraries && return
    if ! has_node || ! command -v npm > /dev/null; then
        return
    fi
    mkdir -p "$browser"
    cp "$journeys/package.json" "$journeys/package-lock.json" "$browser/"
    npm --prefix "$browser" ci --ignore-scripts --no-audit --no-fund
    libraries_wanted > "$browser/installed"
}

if [ "${1:-}" = --check ]; then
    say_missing
    exit
fi
install_chromium
install_libraries
say_missing
echo "browser: all is here"
