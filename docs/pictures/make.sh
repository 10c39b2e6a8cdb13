#!/usr/bin/env bash
# Makes the pictures of the screen: a node of one seat that was told everything in the example, served on the loopback,
# as Chromium shows it. Needs chromium and node 20.
#
#   docs/pictures/make.sh [path of the truce program]
set -euo pipefail
cd "$(dirname "$0")/../.."
truce=$(realpath "${1:-target/release/truce}")
here=$PWD
work=$(mktemp -d)
served=""
cleanup() {
    if [ -n "$served" ]; then kill "$served" 2> /dev/null || true; wait "$served" 2> /dev/null || true; fi
    rm -rf "$work"
}
trap cleanup EXIT

cd "$work"
"$truce" init un --seat un --agreement "$here/agreements/syria-2016" --no-passphrase > /dev/null
for seat in russia turkey iran un; do
    for kind in sources csv bulletins; do
        case $seat-$kind in
            *-sources) file=sources.csv; from="" ;;
            *-csv) file=reports.csv; from="" ;;
            russia-*) file=bulletins.txt; from=russia-centre ;;
            turkey-*) file=bulletins.txt; from=turkey-centre ;;
            un-*) file=bulletins.txt; from=press ;;
            *) continue ;;
        esac
        cp "$here/examples/syria-2017/$seat/$file" "$seat-$file"
        "$truce" -n un import "$kind" "$seat-$file" ${from:+--source "$from"} --no-index > /dev/null
    done
done
"$truce" -n un --now 2017-05-08T06:00:00Z serve --listen 127.0.0.1:7419 > serve.log &
served=$!
for _ in $(seq 120); do
    if curl -fs -o /dev/null http://127.0.0.1:7419/api/v1/situation; then break; fi
    sleep 0.5
done

shoot() { node --experimental-websocket "$here/docs/pictures/shoot.mjs" "http://127.0.0.1:7419$1" "$here/docs/pictures/$2.png" "${@:3}"; }
shoot "/situation?day=2017-05-07" situation 1280 900 3
shoot "/reconciliation?from=2017-05-07&to=2017-05-07" reconciliation 1280 1000 3
shoot "/map?day=2017-05-08&days=all" map 1280 900 40
shoot "/incidents?since=2017-05-01&until=2017-05-08" incidents-ar 1280 900 3 ar
