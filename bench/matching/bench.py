"""Runs truce's matcher and its peers on the same worlds, one at a time, and writes one table.

In scope: making the worlds, running each matcher as a program of its own with a limit, its seconds and its memory.
Out of scope: what a matcher does, and how it is scored (score.py).

Nothing but the standard library is imported here: a started program's peak memory counts from what its starter has.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
PRESETS = ["sparse", "medium", "dense"]
KINDS = ["usual", "held-out"]
SEED = 2
LIMIT_S = 1800

WINDOWS = [(km, days) for km in (1, 5) for days in (1, 2)]
# Chosen with the truth in sight: kept apart from what a matcher does by itself.
HINDSIGHT = "best in hindsight"
METHODS = [
    "same cell, day and act",
    f"window and closure, {HINDSIGHT} of 4",
    "recordlinkage, even odds",
    f"recordlinkage, {HINDSIGHT}",
    "Splink, threshold of seed 1",
    f"Splink, {HINDSIGHT}",
    "truce, its own weights",
    "truce, estimated weights",
]
COLUMNS = (
    "world preset reports method pair_precision pair_recall pair_f b_cubed_precision b_cubed_recall b_cubed_f "
    "exact found there wall_s cpu_s peak_mb setting"
).split()


class Failed(Exception):
    """A program did not end well, or not in time."""


def run(command):
    """Runs a program. Gives what it printed, and its wall seconds, processor seconds and peak megabytes."""
    began = time.monotonic()
    program = subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    late = threading.Timer(LIMIT_S, program.kill)
    late.start()
    said = []
    listening = threading.Thread(target=lambda: said.append(program.stderr.read()))
    listening.start()
    printed = program.stdout.read()
    listening.join()
    _, status, used = os.wait4(program.pid, 0)
    program.returncode = os.waitstatus_to_exitcode(status)
    late.cancel()
    wall = time.monotonic() - began
    if program.returncode != 0:
        if wall >= LIMIT_S:
            raise Failed(f"no result in {LIMIT_S} s")
        raise Failed(said[0].decode(errors="replace").strip()[-600:] or f"ended with {program.returncode}")
    cost = {"wall_s": wall, "cpu_s": used.ru_utime + used.ru_stime, "peak_mb": used.ru_maxrss / 1024}
    return printed, cost


class Bench:
    """One run over all worlds."""

    def __init__(self, args):
        self.args = args
        self.rows = []

    def python(self, name, *words):
        return run([sys.executable, HERE / name, *words])

    def score(self, what, reports, found):
        return json.loads(self.python("score.py", what, reports, found)[0])

    def world(self, kind, preset, count):
        """Makes the reports: one file with the truth, and one without for those who are not to see it."""
        told = self.args.work / f"{kind}-{preset}-{count}.csv"
        words = ["--seed", SEED, "--world", kind, "--preset", preset, "--reports", count, "--out", told]
        run([self.args.simulator, "reports", *words])
        blind = told.with_suffix(".blind.csv")
        run([self.args.simulator, "reports", *words[:-1], blind, "--exercise"])
        return told, blind

    def add(self, world, method, scores, cost, setting=""):
        row = dict(zip(["world", "preset", "reports"], world)) | {"method": method, "setting": setting}
        for name, column in (("pairs", "pair"), ("b_cubed", "b_cubed")):
            row |= {f"{column}_{of}": f"{scores[name][of]:.4f}" for of in ("precision", "recall", "f")}
        row |= {name: scores[name] for name in ("exact", "found", "there")}
        row |= {name: f"{value:.2f}" for name, value in cost.items()}
        self.rows.append(row)
        print(
            f"{' '.join(map(str, world)):24} {method:42} F {row['pair_f']}  B-cubed {row['b_cubed_f']}  "
            f"{row['cpu_s']} s of processor",
            flush=True,
        )

    def grouped(self, world, method, told, blind, name, *words):
        """A peer that gives groups and has nothing to choose."""
        groups = self.args.work / "groups.csv"
        _, cost = self.python(name, blind, groups, *words)
        self.add(world, method, self.score("groups", told, groups), cost)

    def windows(self, world, method, told, blind):
        groups = self.args.work / "groups.csv"
        best = None
        for km, days in WINDOWS:
            _, cost = self.python("window.py", blind, groups, km, days)
            scores = self.score("groups", told, groups)
            if best is None or scores["pairs"]["f"] > best[0]["pairs"]["f"]:
                best = (scores, cost, f"{km} km, {days} day{'s' * (days - 1)}")
        self.add(world, method, *best)

    def weighed(self, world, fixed, hindsight, told, blind, name):
        """A peer that weighs pairs: at its own threshold, and at the one that would have been best."""
        groups, pairs = self.args.work / "groups.csv", self.args.work / "pairs.npz"
        _, cost = self.python(name, blind, groups, pairs)
        self.add(world, fixed, self.score("groups", told, groups), cost)
        best = self.score("pairs", told, pairs)
        self.add(world, hindsight, best, cost, f"{best['threshold']} bits")

    def truce(self, world, method, told, *words):
        printed, cost = run([self.args.truce, "match", told, *words, "--truth", "truth", "--json"])
        self.add(world, method, json.loads(printed), cost)

    def all_on(self, world):
        told, blind = self.world(*world)
        key, window, odds, best_odds, fixed, best_fixed, own, estimated = METHODS
        runs = [
            (lambda: self.grouped(world, key, told, blind, "same_key.py"), key),
            (lambda: self.windows(world, window, told, blind), window),
            (lambda: self.weighed(world, odds, best_odds, told, blind, "recordlinkage_ecm.py"), odds),
            (lambda: self.weighed(world, fixed, best_fixed, told, blind, "splink_em.py"), fixed),
            (lambda: self.truce(world, own, told), own),
            (lambda: self.truce(world, estimated, told, "--estimate"), estimated),
        ]
        for each, method in runs:
            try:
                each()
            except Failed as why:
                print(f"{' '.join(map(str, world)):24} {method:42} left out: {why}", flush=True)
        told.unlink()
        blind.unlink()

    def write(self):
        with open(self.args.out / "results.csv", "w", newline="") as out:
            table = csv.DictWriter(out, COLUMNS, lineterminator="\n")
            table.writeheader()
            table.writerows(self.rows)
        (self.args.out / "results.md").write_text(self.as_text())

    def as_text(self):
        lines = []
        for kind, count in dict.fromkeys((row["world"], row["reports"]) for row in self.rows):
            lines += ["", f"{kind} worlds, {count} reports, seed {SEED}; pairwise P / R / **F**, B-cubed F", ""]
            lines.append("| | " + " | ".join([*PRESETS, "found, of all (medium)", "exact (medium)", "CPU s", "MB"]) + " |")
            lines.append("|---" * (len(PRESETS) + 5) + "|")
            for method in METHODS:
                rows = {
                    row["preset"]: row
                    for row in self.rows
                    if (row["world"], row["reports"], row["method"]) == (kind, count, method)
                }
                if rows:
                    lines.append(f"| {method} | " + " | ".join(cells(rows)) + " |")
        return "\n".join(lines).lstrip() + "\n"


def cells(rows):
    """A method's line of the table: accuracy for each preset, counts for medium, cost for all presets."""
    for preset in PRESETS:
        row = rows.get(preset)
        if row is None:
            yield "-"
            continue
        precision, recall = (float(row[f"pair_{of}"]) for of in ("precision", "recall"))
        f, b_cubed = float(row["pair_f"]), float(row["b_cubed_f"])
        yield f"{precision:.2f} / {recall:.2f} / **{f:.3f}**, {b_cubed:.3f}"
    medium = rows.get("medium")
    if medium is None:
        yield from ["-", "-"]
    else:
        found, exact, there = (int(medium[name]) for name in ("found", "exact", "there"))
        yield f"{found} of {there} ({found / there - 1:+.0%})"
        yield f"{exact / there:.0%}"
    yield " / ".join(f"{float(rows[preset]['cpu_s']):.1f}" if preset in rows else "-" for preset in PRESETS)
    yield " / ".join(f"{float(rows[preset]['peak_mb']):.0f}" if preset in rows else "-" for preset in PRESETS)


def main():
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("truce", "simulator", "work", "out"):
        words.add_argument(f"--{name}", type=Path, required=True)
    words.add_argument("counts", type=int, nargs="+")
    words.add_argument("--presets", nargs="+", default=PRESETS, choices=PRESETS)
    words.add_argument("--kinds", nargs="+", default=KINDS, choices=KINDS)
    args = words.parse_args()
    bench = Bench(args)
    for count in args.counts:
        for kind in args.kinds:
            for preset in args.presets:
                bench.all_on((kind, preset, count))
                # After each world, so that a run that is broken off leaves what it has.
                bench.write()
    print()
    print(bench.as_text(), end="")


if __name__ == "__main__":
    main()
