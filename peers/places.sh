# Where the peers are, and whether they are there. To be sourced by install.sh and run.sh.

project="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
peers="${TRUCE_PEERS_DIR:-$project/target/peers}"
export PATH="$PATH:$peers/sigsum/usr/bin"
export GOPATH="${TRUCE_PEERS_GOPATH:-/usr/share/gocode}"

digest_of() {
    sha256sum < "$1"
}

has_go() {
    command -v go > /dev/null && [ -d "$GOPATH/src/golang.org/x/mod/sumdb/note" ]
}

# The newer Go, which comes from the Python registry and brings the module library along.
newer_go() {
    echo "$peers"/python/lib/python3.*/site-packages/go
}

has_python() {
    "$peers/python/bin/python" -c '' 2> /dev/null && [ -f "$peers/python/installed" ] &&
        [ "$(cat "$peers/python/installed")" = "$(digest_of "$project/peers/requirements.txt")" ]
}

has_sigsum() {
    command -v sigsum-witness > /dev/null && command -v sigsum-key > /dev/null
}
