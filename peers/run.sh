#!/usr/bin/env bash
# Has programs that nobody here wrote judge our logs and cosign them, and judges what they wrote.
#
# A part whose program is not installed is left out, in words; with TRUCE_PEERS=required that is a failure.
# Everything is on this machine: folders of its own, the loopback, free ports. Whatever it starts it stops.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/places.sh"
cd "$project"

# At least 100,000 changes to single bytes: the small log is checked whole for each, the large one tile by tile.
small_changes=20000
large_changes=110000
anchored_changes=5000

work="$(mktemp -d)"
started=()
verifiers=()
finish() {
    local status=$?
    if [ "$status" != 0 ]; then
        tail -n 40 "$work"/*.log 2> /dev/null || true
    fi
    if [ "${#started[@]}" -gt 0 ]; then
        kill "${started[@]}" 2> /dev/null || true
        wait "${started[@]}" 2> /dev/null || true
    fi
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

say() {
    printf '%4d s  %s\n' "$SECONDS" "$*"
}

leave_out() {
    if [ "${TRUCE_PEERS:-}" = required ]; then
        echo "peers: $1, and must be there: see what \`bash peers/install.sh\` says" >&2
        exit 1
    fi
    echo "not run: $1; type \`bash peers/install.sh\`, see peers/README.md"
}

# Ours.
ours() {
    cargo run --quiet --package truce-log --features ml-dsa --example peers -- "$@"
}

# Fails unless every file that was kept as it is was accepted, and every other refused.
hold_verdicts() {
    paste -d ' ' "$1" "$2" | awk -v list="$1" -v least="$3" '
        NF != 6 || ($2 == "keep") != ($5 == "accepted") { print "wrong verdict: " $0; wrong = 1 }
        { count[$2]++ }
        END {
            if (NR < least || count["keep"] == 0) { print "too few verdicts on " list; wrong = 1 }
            printf "        %d set, %d cut, %d put: all refused; %d kept: all accepted\n", \
                count["set"], count["cut"], count["put"], count["keep"]
            exit wrong
        }'
}

# Fails unless another judge says of each change what ours says, having seen the same bytes.
hold_equal() {
    if ! cmp --silent "$1" "$2"; then
        echo "peers: verdicts differ ($1, $2); the first of them:"
        diff "$1" "$2" | head -n 10 || true
        exit 1
    fi
}

if [ "${TRUCE_PEERS:-}" = required ]; then
    bash peers/install.sh --check
fi

say "our logs"
mkdir "$work/small" "$work/large" "$work/anchored"
ours write "$work/small" 600
ours write "$work/large" 66000
ours anchor "$work/anchored"
mapfile -t keys < "$work/large/keys"

say "our verdicts"
ours changes "$work/small" "$work/small.list" "$small_changes" 1 > "$work/small.ours"
hold_verdicts "$work/small.list" "$work/small.ours" "$small_changes"
ours changes "$work/large" "$work/large.list" "$large_changes" 2 > "$work/large.ours"
hold_verdicts "$work/large.list" "$work/large.ours" "$large_changes"
ours changes "$work/anchored" "$work/anchored.list" "$anchored_changes" 3 > "$work/anchored.ours"
hold_verdicts "$work/anchored.list" "$work/anchored.ours" "$anchored_changes"

# go_with GO LIBRARIES WORDS...: a Go that knows no module but what stands below LIBRARIES.
go_with() {
    local go="$1" libraries="$2"
    shift 2
    GO111MODULE=off GOFLAGS= GOPROXY=off GOTOOLCHAIN=local CGO_ENABLED=0 GOPATH="$libraries" \
        GOCACHE="$peers/go-cache" "$go" "$@"
}

# judged_by_go NAME GO LIBRARIES
judged_by_go() {
    local log verify="$work/verify-$1"
    say "Go: $(go_with "$2" "$3" version | cut -d' ' -f3)"
    go_with "$2" "$3" build -o "$verify" ./peers/go
    verifiers+=("$verify")
    for log in small large; do
        "$verify" log "$work/$log" "${keys[@]}"
        "$verify" changes "$work/$log" "$work/$log.list" "${keys[@]}" > "$work/$log.$1"
        hold_equal "$work/$log.ours" "$work/$log.$1"
        say "its verdicts on the $log log are ours"
    done
}

# The Go that has ML-DSA also judges a checkpoint with such a cosignature.
judged_by_newer_go() {
    local root anchored
    root="$(newer_go)"
    mkdir -p "$work/libraries/src/golang.org/x"
    ln -s "$root/src/cmd/vendor/golang.org/x/mod" "$work/libraries/src/golang.org/x/mod"
    judged_by_go newer-go "$root/bin/go" "$work/libraries"
    mapfile -t anchored < "$work/anchored/keys"
    "$work/verify-newer-go" changes "$work/anchored" "$work/anchored.list" "${anchored[@]}" > "$work/anchored.go"
    hold_equal "$work/anchored.ours" "$work/anchored.go"
    say "its verdicts on an ML-DSA cosignature are ours"
}

judged_by_python() {
    local python="$peers/python/bin/python" mirror witnesses=()
    say "$("$python" --version), $("$python" -m pip list --disable-pip-version-check 2> /dev/null | awk '/^aics/ { printf "%s %s ", $1, $2 }')"
    for mirror in "${keys[@]:1}"; do
        witnesses+=(--witness-key "$mirror")
    done
    echo "${keys[0]}" > "$work/log.vkey"
    "$python" -m aics_tlog verify-checkpoint --vkey-file "$work/log.vkey" "${witnesses[@]}" --quorum 2 --tiles "$work/large"
    for entry in "$work"/large/at-*.entry; do
        local index="${entry##*at-}"
        "$python" -m aics_tlog verify-inclusion --vkey-file "$work/log.vkey" --tiles "$work/large" \
            --index "${index%.entry}" --entry-out "$work/entry" > "$work/said" || { cat "$work/said"; exit 1; }
        cmp "$entry" "$work/entry"
    done
    for log in small large; do
        "$python" peers/python/verify.py log "$work/$log" "${keys[@]}"
        "$python" peers/python/verify.py changes "$work/$log" "$work/$log.list" "${keys[@]}" > "$work/$log.python"
        hold_equal "$work/$log.ours" "$work/$log.python"
        say "Python's verdicts on the $log log are ours"
    done
    local theirs
    theirs="$("$python" peers/python/verify.py write "$work/theirs" 70000)"
    ours check "$work/theirs" "$theirs"
    say "a log that aics-tlog wrote is whole to us"
}

# cosigned_by NAME WHICH URL KEY: our nine requests, and every cosignature verified by us, by Go and by Python.
cosigned_by() {
    say "$1 as a witness of ours"
    ours ask "$2" "$3" "$4" "$work/$1"
    local by count verify
    mapfile -t by < "$work/$1/keys"
    count="$(wc -l < "$work/$1/list")"
    for verify in "${verifiers[@]}"; do
        "$verify" changes "$work/$1" "$work/$1/list" "${by[@]}" > "$work/$1.go"
        [ "$(grep -c '^accepted' "$work/$1.go")" = "$count" ]
        say "$count cosignatures by $1, verified by ${verify##*verify-}"
    done
    if has_python; then
        "$peers/python/bin/python" peers/python/verify.py changes "$work/$1" "$work/$1/list" "${by[@]}" > "$work/$1.python"
        [ "$(grep -c '^accepted' "$work/$1.python")" = "$count" ]
        say "$count cosignatures by $1, verified by Python"
    fi
}

aics_witness() {
    local aics="$peers/python/bin/aics-witness" config="$work/aics.json" log key port
    log="$(ours key truce)"
    port="$(ours port)"
    key="$("$aics" init --config "$config" --name witness.example/aics --listen "127.0.0.1:$port" 2> "$work/aics.log")"
    "$aics" add-log --config "$config" --origin "${log%%+*}" --vkey "$log" >> "$work/aics.log" 2>&1
    "$aics" serve --config "$config" >> "$work/aics.log" 2>&1 &
    started+=($!)
    cosigned_by aics-witness truce "http://127.0.0.1:$port" "$key"
    "$aics" evidence --config "$config" | grep -c '"reason"' | sed 's/^/        signed requests that it keeps as evidence: /'
}

sigsum_witness() {
    local hash port
    ours key sigsum > "$work/sigsum.vkey"
    sigsum-key from-vkey -k "$work/sigsum.vkey" -o "$work/sigsum.pub"
    sigsum-key generate -o "$work/sigsum.key"
    hash="$(sigsum-key to-hash -k "$work/sigsum.key.pub")"
    port="$(ours port)"
    # Debian's build finds no route without this.
    GODEBUG=httpmuxgo121=0 sigsum-witness -k "$work/sigsum.key" --log-key "$work/sigsum.pub" \
        --state-file "$work/sigsum.state" "127.0.0.1:$port" > "$work/sigsum.log" 2>&1 &
    started+=($!)
    cosigned_by sigsum-witness sigsum "http://127.0.0.1:$port" "$(sigsum-key to-vkey -k "$work/sigsum.key.pub" \
        -t cosignature/v1 -n "sigsum.org/v1/witness/$hash")"
}

if has_go; then
    judged_by_go go "$(command -v go)" "$GOPATH"
else
    leave_out "Go's judgement: Go or golang.org/x/mod is missing"
fi
if has_python; then
    judged_by_newer_go
    judged_by_python
    aics_witness
else
    leave_out "the judgement of aics-tlog and of a newer Go, and aics-witness's cosignatures: they are missing"
fi
if has_sigsum; then
    sigsum_witness
else
    leave_out "sigsum-witness's cosignatures: it is missing"
fi

say "done"
