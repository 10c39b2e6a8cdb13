#!/usr/bin/env bash
# Four nodes, each in a network namespace of its own, joined by a bridge; one is cut off for a simulated month.
#
# Needs root and iproute2. Where they are missing it is left out, in words; with TRUCE_NAMESPACES=required that is a
# failure. Nothing outside of the namespaces is touched, and whatever it starts it stops.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../../.."

leave_out() {
    if [ "${TRUCE_NAMESPACES:-}" = required ]; then
        echo "namespaces: $1, and must be there" >&2
        exit 1
    fi
    echo "not run: four nodes in network namespaces, one cut off for a month: $1;" \
        "type \`sudo -E bash crates/truce/tests/network/namespaces.sh\`"
    exit 0
}
[ "$(id -u)" = 0 ] || leave_out "only root may make namespaces"
command -v ip > /dev/null || leave_out "iproute2 is missing"

names=(russia turkey iran un)
tag="truce-$$"
ip netns add "$tag-net" 2> /dev/null || leave_out "this machine makes no network namespaces"

work="$(mktemp -d)"
declare -A serving=()
finish() {
    local status=$? name
    if [ "$status" != 0 ]; then
        tail -n 30 "$work"/*.told 2> /dev/null || true
    fi
    for name in "${!serving[@]}"; do
        kill -9 "${serving[$name]}" 2> /dev/null || true
    done
    wait 2> /dev/null
    for name in "${names[@]}" net; do
        ip netns del "$tag-$name" 2> /dev/null || true
    done
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

say() {
    printf '%4d s  %s\n' "$SECONDS" "$*"
}

cargo build --quiet --package truce
program="$(realpath "${CARGO_TARGET_DIR:-target}")/debug/truce"
unset TRUCE_NODE TRUCE_PASSPHRASE TRUCE_PASSPHRASE_FILE http_proxy HTTP_PROXY
export TRUCE_NOW=2017-05-08T06:00:00Z

# A command of a seat, in its namespace.
of() {
    local name="$1"
    shift
    ip netns exec "$tag-$name" "$program" -n "$work/$name" "$@"
}

address() {
    local number
    for number in "${!names[@]}"; do
        [ "${names[$number]}" != "$1" ] || echo "10.77.0.$((number + 1))"
    done
}

serve() {
    # The program itself, not a shell around it, so that it is the program that is killed.
    (exec ip netns exec "$tag-$1" "$program" -n "$work/$1" serve --listen "$(address "$1"):7017" --every 1 \
        --now "$2" > "$work/$1.out" 2>> "$work/$1.told") &
    serving[$1]=$!
    until_it_holds "$1 serves" grep -q serving "$work/$1.out"
}

stop() {
    { kill -9 "${serving[$1]}" && wait "${serving[$1]}"; } 2> /dev/null || true
    unset "serving[$1]"
}

# Waits for a command to succeed, and ends the test if it does not for long.
until_it_holds() {
    local what="$1" end=$((SECONDS + 300))
    shift
    until "$@" > "$work/last" 2>&1; do
        if [ "$SECONDS" -gt "$end" ]; then
            echo "namespaces: waited in vain: $what" >&2
            cat "$work/last" >&2
            exit 1
        fi
        sleep 0.2
    done
}

# put SEAT REFERENCE...: reports on record.
put() {
    local name="$1" reference
    shift
    echo 'source,id,act,start,place,account' > "$work/$name.csv"
    for reference in "$@"; do
        echo "press,$reference,shelling,2017-05-06T03:10,Douma,Heard at $reference." >> "$work/$name.csv"
    done
    of "$name" import csv "$work/$name.csv" > /dev/null
}

# How many entries a seat's own log has.
size() {
    of "$1" log | wc -l
}

# counts SEAT LOG: held and settled there, as `truce peers` says.
counts() {
    of "$1" peers | awk -v log_name="$2" '$1 == log_name && $2 ~ /^[0-9]+$/ { print $2, $3; exit }'
}

# settled SEAT LOG SIZE
settled() {
    local held settled
    read -r held settled <<< "$(counts "$1" "$2")"
    echo "$2 at $1: $held held, $settled settled, $3 wanted"
    [ "${held:-0}" -ge "$3" ] && [ "${settled:-0}" -ge "$3" ]
}

# all_settle SIZE-OF-EACH... -- SEAT...: every one of these seats settles that much of each log.
all_settle() {
    local sizes=() seat number
    while [ "$1" != -- ]; do
        sizes+=("$1")
        shift
    done
    shift
    for seat in "$@"; do
        for number in "${!names[@]}"; do
            until_it_holds "$seat settles ${names[$number]}" settled "$seat" "${names[$number]}" "${sizes[$number]}"
        done
    done
}

say "four namespaces and a bridge"
ip -n "$tag-net" link add bridge type bridge
ip -n "$tag-net" link set bridge up
for name in "${names[@]}"; do
    ip netns add "$tag-$name"
    ip -n "$tag-net" link add "$name" type veth peer name eth0 netns "$tag-$name"
    ip -n "$tag-net" link set "$name" master bridge up
    ip -n "$tag-$name" address add "$(address "$name")/24" dev eth0
    ip -n "$tag-$name" link set eth0 up
    ip -n "$tag-$name" link set lo up
done

echo 'id,name,kind,reliability
press,The press,press,F' > "$work/sources.csv"
declare -A fingerprint=()
for name in "${names[@]}"; do
    of "$name" init "$work/$name" --seat "$name" --agreement agreements/syria-2016 --no-passphrase > /dev/null
    of "$name" import sources "$work/sources.csv" > /dev/null
    fingerprint[$name]="$(of "$name" card | tail -n 1)"
    serve "$name" "$TRUCE_NOW"
done
for name in "${names[@]}"; do
    for other in "${names[@]}"; do
        [ "$name" = "$other" ] || of "$name" peers add --at "http://$(address "$other"):7017" \
            --fingerprint "${fingerprint[$other]}" > /dev/null
    done
    put "$name" "$name-before"
done
sizes=()
for name in "${names[@]}"; do
    sizes+=("$(size "$name")")
done
all_settle "${sizes[@]}" -- "${names[@]}"
say "all four hold and settle all four logs: ${sizes[*]} entries and what came since"
of un verify http://10.77.0.1:7017 --seen "$work/seen" > /dev/null

ip -n "$tag-net" link set iran down
say "iran is cut off"
put russia russia-cut-off
put iran iran-cut-off
now=("$(size russia)" 0 0 0)
all_settle "${now[@]}" -- russia turkey un
alone="$(counts iran iran)"

for name in "${names[@]}"; do
    stop "$name"
done
export TRUCE_NOW=2017-06-08T06:00:00Z
for name in "${names[@]}"; do
    serve "$name" "$TRUCE_NOW"
done
put un un-a-month-later
put iran iran-a-month-later
all_settle 0 0 0 "$(size un)" -- russia turkey un
misses() {
    of "$1" peers | grep -q "^$2 .*cannot read"
}
until_it_holds "un misses iran" misses un iran
until_it_holds "iran misses un" misses iran un
[ "$(counts iran iran | cut -d ' ' -f 2)" = "$(cut -d ' ' -f 2 <<< "$alone")" ]
! settled un iran "$(size iran)" > /dev/null
say "a month later: three went on and settled; iran wrote on alone, and nothing of that is settled"
of un peers | sed 's/^/        /'

ip -n "$tag-net" link set iran up
sizes=()
for name in "${names[@]}"; do
    sizes+=("$(size "$name")")
done
say "the line is back; nobody types anything"
all_settle "${sizes[@]}" -- "${names[@]}"
for name in "${names[@]}"; do
    for reference in russia-cut-off iran-cut-off un-a-month-later iran-a-month-later; do
        of "$name" log --seat "${reference%%-*}" --text "$reference" | grep -q "$reference"
    done
    of "$name" peers --json | grep -q '"signs": "yes"'
    of "$name" peers --json | grep -q '"proven": \[\]'
done
! grep -l 'not signing' "$work"/*.told
of un verify http://10.77.0.3:7017 --seen "$work/seen" | sed 's/^/        /'
say "all four hold and settle all: ${sizes[*]} entries and what came since; what was seen before still stands"
