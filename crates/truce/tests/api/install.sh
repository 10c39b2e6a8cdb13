#!/usr/bin/env bash
# Installs schemathesis, or with --check only says whether it is missing.
#
# It goes to TRUCE_API_DIR, or else to target/api. Typed again, it does nothing that is done already.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/places.sh"

say_missing() {
    has_schemathesis && return
    echo "api: missing: schemathesis (it wants Python 3.10 or later that can make environments)"
    return 1
}

# The first interpreter that is new enough and can make environments.
find_python() {
    local name
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))' 2> /dev/null; then
            echo "$name"
            return
        fi
    done
    return 1
}

# Pinned by digest, and only what need not be built.
install_schemathesis() {
    has_schemathesis && return
    local python
    python="$(find_python)" || return 0
    rm -rf "$api/python"
    mkdir -p "$api"
    "$python" -m venv "$api/python"
    "$api/python/bin/python" -m pip install --quiet --disable-pip-version-check --only-binary :all: \
        --require-hashes --requirement "$here/requirements.txt"
    sha256sum < "$here/requirements.txt" > "$api/installed"
}

if [ "${1:-}" = --check ]; then
    say_missing
    exit
fi
install_schemathesis
say_missing
echo "api: all is here"
