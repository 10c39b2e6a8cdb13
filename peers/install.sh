#!/usr/bin/env bash
# Installs the independent checkers, or with --check only says which of them are missing.
#
# What is not the system's own goes to TRUCE_PEERS_DIR, or else to target/peers. Typed again, it does nothing that
# is done already. Packages of the system are installed only by root, and only where apt-get is.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
source "$here/places.sh"

say_missing() {
    local missing=0
    if ! has_go; then
        missing=1
        echo "peers: missing: Go with its module library (Debian: golang-go, golang-golang-x-mod-dev)"
    fi
    if ! has_python; then
        missing=1
        echo "peers: missing: aics-tlog, aics-witness and a newer Go (they want Python 3.12 or later)"
    fi
    if ! has_sigsum; then
        missing=1
        echo "peers: missing: sigsum-witness (Debian: sigsum-go, for bookworm from backports)"
    fi
    return "$missing"
}

install_go() {
    has_go && return
    if [ "$(id -u)" != 0 ] || ! command -v apt-get > /dev/null; then
        echo "peers: Go is left to you: install Go, and golang.org/x/mod below \$TRUCE_PEERS_GOPATH/src;" \
            "on Debian, as root: apt-get install golang-go golang-golang-x-mod-dev"
        return
    fi
    apt-get -q update
    DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends golang-go golang-golang-x-mod-dev
}

# The first interpreter that is new enough and can make environments. Pyenv's shims answer to names that they do
# not have, so each is tried.
find_python() {
    local name
    for name in python3 python3.14 python3.13 python3.12 \
        "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.1[2-9]*/bin/python3; do
        if "$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 12))' 2> /dev/null; then
            echo "$name"
            return
        fi
    done
    return 1
}

install_python() {
    has_python && return
    local python
    if ! python="$(find_python)"; then
        echo "peers: no Python 3.12 or later is to be found: aics-tlog, aics-witness and the newer Go stay out"
        return
    fi
    rm -rf "$peers/python"
    "$python" -m venv "$peers/python"
    "$peers/python/bin/python" -m pip install --quiet --disable-pip-version-check --only-binary :all: \
        --require-hashes --requirement "$here/requirements.txt"
    digest_of "$here/requirements.txt" > "$peers/python/installed"
}

# Fetched as a package and unpacked beside the rest: the system's own list of sources stays as it is.
install_sigsum() {
    has_sigsum && return
    if ! command -v apt-get > /dev/null || ! command -v dpkg > /dev/null; then
        echo "peers: sigsum-witness is left to you: put it on the path, with sigsum-key"
        return
    fi
    local work="$peers/sigsum.new" codename site
    codename="$(. /etc/os-release && echo "${VERSION_CODENAME:-}")"
    site="$(apt-get indextargets --format '$(REPO_URI) $(CODENAME)' 'Created-By: Packages' \
        | awk -v wanted="$codename" '$2 == wanted { print $1; exit }')"
    if [ -z "$site" ]; then
        echo "peers: apt has no source of $codename: sigsum-witness stays out"
        return
    fi
    rm -rf "$work"
    mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/root"
    local signed=/usr/share/keyrings/debian-archive-keyring.gpg suite
    for suite in "$codename" "$codename-backports"; do
        echo "deb [signed-by=$signed] $site $suite main"
    done > "$work/sources.list"
    local own=(-q -o "Dir::Etc::SourceList=$work/sources.list" -o Dir::Etc::SourceParts=- -o APT::Sandbox::User=
        -o "Dir::State::Lists=$work/lists" -o "Dir::Cache=$work/cache")
    apt-get "${own[@]}" update
    (cd "$work" && apt-get "${own[@]}" download sigsum-go)
    dpkg -x "$work"/sigsum-go_*.deb "$work/root"
    echo "peers: sigsum-go $(dpkg-deb --field "$work"/sigsum-go_*.deb Version)"
    rm -rf "$peers/sigsum"
    mv "$work/root" "$peers/sigsum"
    rm -rf "$work"
}

if [ "${1:-}" = --check ]; then
    say_missing
    exit
fi
mkdir -p "$peers"
install_go
install_python
install_sigsum
say_missing
echo "peers: all are here"
