"""How well groups agree with the truth: the one scorer for every peer.

score.py groups REPORTS GROUPS        a table with the group of each report
score.py pairs REPORTS PAIRS          weighed pairs: each threshold with closure, and the best of them in hindsight

Pairwise and B-cubed (Bagga and Baldwin 1998), as `truce match --truth` has them: precision is 1 where nothing was joined.
Prints JSON: pairs, b_cubed (each precision, recall, f), exact, found, there.
"""

import csv
import json
import sys
from collections import Counter

# Splink's match weights and the log odds of others, both to base 2.
THRESHOLDS = [step / 2 for step in range(-20, 41)]


def truth_of(path):
    with open(path, newline="") as rows:
        return [row["truth"] for row in csv.DictReader(rows)]


def accuracy(precision, recall):
    total = precision + recall
    return {"precision": precision, "recall": recall, "f": 2 * precision * recall / total if total else 0.0}


def share(part, of):
    return part / of if of else 1.0


def pairs_in(count):
    return count * (count - 1) // 2


def compare(groups, truth):
    """Both are one label a report."""
    group_sizes, truth_sizes = Counter(groups), Counter(truth)
    shared = Counter(zip(groups, truth))
    right = sum(pairs_in(count) for count in shared.values())
    joined = sum(pairs_in(count) for count in group_sizes.values())
    belong = sum(pairs_in(count) for count in truth_sizes.values())
    precise = sum(count * count / group_sizes[group] for (group, _), count in shared.items())
    recalled = sum(count * count / truth_sizes[event] for (_, event), count in shared.items())
    return {
        "pairs": accuracy(share(right, joined), share(right, belong)),
        "b_cubed": accuracy(share(precise, len(truth)), share(recalled, len(truth))),
        "exact": sum(count == group_sizes[group] == truth_sizes[event] for (group, event), count in shared.items()),
        "found": len(group_sizes),
        "there": len(truth_sizes),
    }


def best_in_hindsight(path, truth):
    import numpy as np

    import reports

    pairs = np.load(path)
    best = None
    for threshold in THRESHOLDS:
        kept = pairs["weight"] >= threshold
        groups = reports.closure(len(truth), pairs["left"][kept], pairs["right"][kept]).tolist()
        found = compare(groups, truth) | {"threshold": threshold}
        if best is None or found["pairs"]["f"] > best["pairs"]["f"]:
            best = found
    best["weighed_pairs"] = int(len(pairs["weight"]))
    return best


def main(what, path, found):
    truth = truth_of(path)
    if what == "pairs":
        print(json.dumps(best_in_hindsight(found, truth)))
        return
    with open(found, newline="") as rows:
        groups = [row["group"] for row in csv.DictReader(rows)]
    assert len(groups) == len(truth), "a report has no group"
    print(json.dumps(compare(groups, truth)))


if __name__ == "__main__":
    main(*sys.argv[1:])
