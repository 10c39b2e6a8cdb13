#!/usr/bin/env bash
# Asks a served node what its description of the API says can be asked, and much that cannot: run.sh
#
# Without schemathesis it is left out, in words; with TRUCE_API=required that is a failure. Everything is on this
# machine: a folder of its own, the loopback, a free port. Whatever it starts it stops. It asks the same each time, and
# only so often.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/places.sh"
cd "$project"

if [ "${TRUCE_API:-}" = required ]; then
    bash "$here/install.sh" --check
elif ! bash "$here/install.sh" --check > /dev/null; then
    echo "not run: what the API's description promises; type \`bash crates/truce/tests/api/install.sh\` to see what is missing"
    exit
fi

if [ -z "${TRUCE_PROGRAM:-}" ]; then
    cargo build --quiet --package truce
    TRUCE_PROGRAM="${CARGO_TARGET_DIR:-$project/target}/debug/truce"
fi
work="$(mktemp -d)"
server=
stop() {
    [ -z "$server" ] || kill -INT "$server" 2> /dev/null || true
    [ -z "$server" ] || wait "$server" 2> /dev/null || true
    rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT TERM

# One seat's node that was told all of the example, with a case, and a layer for the map.
node="$work/node"
say() { "$TRUCE_PROGRAM" --node "$node" --now 2018-04-01T06:00:00Z "$@" > /dev/null; }
say init "$node" --seat un --agreement agreements/syria-2016 --no-passphrase
for seat in russia turkey iran un; do
    say import sources "examples/syria-2017/$seat/sources.csv" --no-index
    say import csv "examples/syria-2017/$seat/reports.csv" --no-index
done
say import bulletins examples/syria-2017/russia/bulletins.txt --source russia-centre --no-index
say office appoint duty-1 --to duty-officer --reason "letter of 2 January"
report="$("$TRUCE_PROGRAM" --node "$node" incidents --json | grep -o '"id": *"un/[0-9]*"' | head -n 1 | grep -o 'un/[0-9]*')"
opened="$("$TRUCE_PROGRAM" --node "$node" --now 2018-04-01T06:00:00Z case open "$report" --under cease-attacks \
    --reason "told by more than one" --by duty-1 | sed -n 's|^put on record as un/||p')"
mkdir "$node/layers"
echo '{"type":"FeatureCollection","features":[]}' > "$node/layers/checkpoints.geojson"

"$TRUCE_PROGRAM" --node "$node" serve --listen 127.0.0.1:0 --now 2018-04-01T06:00:00Z > "$work/said" 2> "$work/told" &
server=$!
address=
for _ in $(seq 600); do
    address="$(sed -n 's|^the screen is at \(http://[^/]*\)/.*|\1|p' "$work/said")"
    if [ -n "$address" ] && "$api/python/bin/python" "$here/ready.py" "$address"; then
        break
    fi
    address=
    kill -0 "$server" 2> /dev/null || break
    sleep 0.5
done
if [ -z "$address" ]; then
    echo "api: the node does not answer"
    cat "$work/said" "$work/told"
    exit 1
fi

checks=not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance
ask() {
    "$api/python/bin/schemathesis" --config-file "$1" run "$address/api/v1/openapi.json" --checks "$checks" \
        --phases examples,coverage,fuzzing --mode all --max-examples 40 --no-shrink --warnings off "${@:2}"
}
cd "$work"
ask "$here/schemathesis.toml"
# What only those find who know its name.
cat "$here/schemathesis.toml" - > known.toml << KNOWN

[[operations]]
include-path = "/api/v1/incidents/{log}/{index}"
parameters = { log = "un", index = ${report#un/} }

[[operations]]
include-path = "/api/v1/cases/{log}/{index}"
parameters = { log = "un", index = $opened }

[[operations]]
include-path = "/api/v1/map/layers/{name}"
parameters = { name = "checkpoints.geojson" }
KNOWN
ask known.toml --include-path "/api/v1/incidents/{log}/{index}" --include-path "/api/v1/cases/{log}/{index}" \
    --include-path "/api/v1/map/layers/{name}"
