"""Peer: a window of space and time with transitive closure.

window.py REPORTS GROUPS KM DAYS

Two reports of one family of acts that lie within KM and, for DAYS = 1, on the same day, for DAYS = 2 on the same
day or the next, are the same incident; and so is what hangs together by such pairs.
"""

import sys

import numpy as np
from scipy.spatial import cKDTree

import reports


def main(path, out, km, days):
    table = reports.read(path)
    points, day = reports.on_sphere(table), table["day"].to_numpy()
    family = table["family"].to_numpy()
    rows_of = {number: rows.to_numpy() for number, rows in table.groupby("day")["row"]}
    left, right = [], []
    for first in rows_of:
        spanned = [rows_of[number] for number in range(first, first + int(days)) if number in rows_of]
        rows = np.concatenate(spanned)
        pairs = cKDTree(points[rows]).query_pairs(float(km), output_type="ndarray")
        a, b = rows[pairs[:, 0]], rows[pairs[:, 1]]
        same = (family[a] == family[b]) & (abs(day[a] - day[b]) < int(days))
        left.append(a[same])
        right.append(b[same])
    reports.write_groups(out, reports.closure(len(table), np.concatenate(left), np.concatenate(right)))


if __name__ == "__main__":
    main(*sys.argv[1:])
