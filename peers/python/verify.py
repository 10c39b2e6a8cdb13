"""Judges a log by the Python package aics-tlog, and by nothing of truce.

verify.py log FOLDER KEY...           the keys as vkeys, the log's first, then its cosigners'
verify.py changes FOLDER LIST KEY...  one verdict for each line of LIST: FILE keep|set|cut|put PLACE BYTE
verify.py write FOLDER COUNT          writes such a log, and prints its key
"""

import hashlib
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from pathlib import Path

from aics_tlog import (
    Checkpoint,
    DirectoryTileStore,
    IncrementalTileWriter,
    VerifiedTileReader,
    audit_tiles,
    format_vkey,
    inclusion_proof_from_tiles,
    leaf_hash,
    parse_checkpoint,
    parse_note,
    parse_vkey,
    sign_checkpoint,
    verify_checkpoint,
    verify_consistency,
    verify_inclusion,
    vkey_from_ed25519,
)
from aics_tlog.note import b64_decode
from aics_tlog.tiles import (
    entry_bundle_path,
    parse_entry_bundle_path,
    parse_tile_path,
    tile_path,
)
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


class Refused(ValueError):
    """What is judged is not what the log's head says."""


class Lax(Refused):
    """The library lets it pass; the specification does not."""


class Files:
    """A log's files, with one of them changed: what aics-tlog calls a tile reader."""

    def __init__(self, folder, path=None, data=None):
        self.folder, self.path, self.data = folder, path, data

    def read(self, path):
        return self.data if path == self.path else stored(self.folder, path)

    def read_tile(self, level, index, width):
        return self.read(tile_path(level, index, width))

    def read_entry_bundle(self, index, width):
        return self.read(entry_bundle_path(index, width))


@cache
def stored(folder, path):
    file = Path(folder, path)
    return file.read_bytes() if file.is_file() else None


def opened(data, keys):
    """The head of a checkpoint that all the keys have signed, the log's first."""
    note = parse_note(data)
    result = verify_checkpoint(
        note, keys[0], keys[1:], len(keys) - 1, expected_origin=keys[0].name
    )
    if not result.ok:
        raise Refused(result.error)
    if note.to_bytes() != data:
        raise Lax("a note ends with its last line's newline")
    return parse_checkpoint(note.text)


def parsed(data, first):
    """What stands above a checkpoint: a number at the end of the first line, and lines of hashes."""
    top, _, checkpoint = data.partition(b"\n\n")
    if not top.startswith(first):
        raise Refused("another first line")
    number, *hashes = top[len(first) :].decode().split("\n")
    if not number.isascii() or not number.isdigit() or str(int(number)) != number:
        raise Refused("no number")
    hashes = [b64_decode(text) for text in hashes]
    return int(number), hashes, checkpoint


def check(files, head, path, keys):
    """Judges one file of a log whose head is known; raises what it finds."""
    stem, _, kind = path.rpartition(".")
    data = files.read(path)
    if path.startswith("tile/entries/"):
        index, width = parse_entry_bundle_path(path)
        VerifiedTileReader(files, head.size, head.root).read_entry_bundle(index, width)
    elif path.startswith("tile/"):
        level, index, width = parse_tile_path(path)
        VerifiedTileReader(files, head.size, head.root).read_tile(level, index, width)
        if len(data) != (width or 256) * 32:
            raise Lax("a partial tile has as many hashes as its name says, and no byte more")
    elif kind in ("entry", "tlog-proof"):
        proof = files.read(stem + ".tlog-proof")
        index, hashes, note = parsed(proof, b"c2sp.org/tlog-proof@v1\nindex ")
        newer = opened(note, keys)
        leaf = leaf_hash(files.read(stem + ".entry"))
        if not verify_inclusion(leaf, index, newer.size, hashes, newer.root):
            raise Refused("not in the log")
    elif kind == "submission":
        old, hashes, note = parsed(data, b"old ")
        newer = opened(note, keys[:1])
        older = opened(files.read(stem + ".older"), keys)
        grown = verify_consistency(older.size, newer.size, older.root, newer.root, hashes)
        if old != older.size or not grown:
            raise Refused("not a continuation")
    else:
        opened(data, keys)


def changed(data, how, place, value):
    if how == "keep":
        return data
    added = b"" if how == "cut" else bytes([value])
    return data[:place] + added + data[place + (how != "put") :]


def verdicts(folder, vkeys, lines):
    """The verdicts on some lines of a list, and how often the library alone would have let pass."""
    keys = [parse_vkey(vkey) for vkey in vkeys]
    head = opened(stored(folder, "checkpoint"), keys)
    out, lax = [], 0
    for line in lines:
        path, how, place, value = line.split()
        data = changed(stored(folder, path), how, int(place), int(value))
        verdict = "accepted"
        try:
            check(Files(folder, path, data), head, path, keys)
        except Lax:
            verdict, lax = "refused", lax + 1
        except (ValueError, OSError):
            verdict = "refused"
        out.append(f"{verdict} {hashlib.sha256(data).hexdigest()}\n")
    return "".join(out), lax


def changes(folder, list_file, *vkeys):
    lines = Path(list_file).read_text().splitlines()
    parts = [lines[at : at + 1000] for at in range(0, len(lines), 1000)]
    lax = 0
    with ProcessPoolExecutor() as pool:
        for text, few in pool.map(partial(verdicts, folder, vkeys), parts):
            sys.stdout.write(text)
            lax += few
    if lax:
        print(f"        refused here, and not by aics-tlog alone: {lax}", file=sys.stderr)


def log(folder, *vkeys):
    keys = [parse_vkey(vkey) for vkey in vkeys]
    files = Files(folder)
    head = opened(files.read("checkpoint"), keys)
    report = audit_tiles(files, head.size, head.root)
    tiles = VerifiedTileReader(files, head.size, head.root)
    for part in range(101):
        index = (head.size - 1) * part // 100
        proof = inclusion_proof_from_tiles(tiles, index, head.size)
        if not verify_inclusion(tiles.leaf_hash(index), index, head.size, proof, head.root):
            raise Refused(f"no proof for entry {index}")
    print(f"{report.size} entries, {len(keys)} signatures, {report.tiles} tiles, {report.bundles} bundles; 101 inclusion proofs")


def write(folder, count):
    name = "peer.example/written-by-aics-tlog"
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    store = DirectoryTileStore(folder, fsync=False)
    writer = IncrementalTileWriter(store)
    for at in range(0, int(count), 777):
        writer.append([b"entry %d" % i for i in range(at, min(at + 777, int(count)))])
    head = Checkpoint(name, writer.size, writer.root())
    store.write_checkpoint(sign_checkpoint(head, key, name).to_bytes())
    print(format_vkey(vkey_from_ed25519(name, key.public_key())))


if __name__ == "__main__":
    mode, *words = sys.argv[1:]
    try:
        {"log": log, "changes": changes, "write": write}[mode](*words)
    except (KeyError, TypeError):
        sys.exit(__doc__)
    except (ValueError, OSError) as fault:
        sys.exit(f"refused: {fault}")
