"""Peer: the Python package recordlinkage, its ECM classifier, and closure at a threshold.

recordlinkage_ecm.py REPORTS GROUPS PAIRS

The classifier wants each comparison to be yes or no, and takes them for independent of each other: with finer or
nested ones it did worse on the worlds of seed 1. It sees the pairs that share one of eight half-shifted keys. GROUPS
is what even odds give; PAIRS keeps every weighed pair for score.py.
"""

import sys

import numpy as np
import pandas as pd
import recordlinkage

import reports

CELL_DEG = 0.1
SPAN_HOURS = 24.0


def candidates(table):
    """Each pair once, the lower row first."""
    keys = reports.shifted_keys(table, CELL_DEG, SPAN_HOURS)
    found = None
    for key in keys:
        indexer = recordlinkage.Index()
        indexer.block(key)
        pairs = indexer.index(keys)
        found = pairs if found is None else found.union(pairs)
    left = found.get_level_values(0).to_numpy()
    right = found.get_level_values(1).to_numpy()
    both = pd.DataFrame({"left": np.minimum(left, right), "right": np.maximum(left, right)}).drop_duplicates()
    return both["left"].to_numpy(), both["right"].to_numpy()


def agreements(table, left, right):
    """Each comparison as yes (1) or no (0); a toll that is missing agrees with none."""
    points = reports.on_sphere(table)
    column = {name: table[name].to_numpy() for name in ("hour", "day", "by_day", "act")}
    hours = abs(column["hour"][left] - column["hour"][right])
    by_hour = column["by_day"][left] + column["by_day"][right] == 0
    yes = {
        "2 km": np.linalg.norm(points[left] - points[right], axis=1) <= 2,
        "8 hours or the day": np.where(by_hour, hours <= 8, column["day"][left] == column["day"][right]),
        "act": column["act"][left] == column["act"][right],
    }
    for name in ("killed", "injured"):
        toll = table[name].to_numpy(dtype=float, na_value=np.nan)
        yes[name] = toll[left] == toll[right]
    index = pd.MultiIndex.from_arrays([left, right])
    return pd.DataFrame(yes, index=index).astype(int)


def main(path, out, weighed):
    table = reports.read(path)
    left, right = candidates(table)
    features = agreements(table, left, right)
    classifier = recordlinkage.ECMClassifier()
    classifier.fit(features)
    chance = classifier.prob(features).to_numpy()
    weight = np.log2(np.maximum(chance, 1e-12)) - np.log2(np.maximum(1 - chance, 1e-12))
    np.savez(weighed, left=left, right=right, weight=weight)
    kept = weight >= 0
    reports.write_groups(out, reports.closure(len(table), left[kept], right[kept]))


if __name__ == "__main__":
    main(*sys.argv[1:])
