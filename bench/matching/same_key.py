"""Peer: one key of 0.1-degree cell, day and act. What shares it is one incident.

same_key.py REPORTS GROUPS
"""

import sys

import numpy as np

import reports


def main(path, out):
    table = reports.read(path)
    cells = [np.floor(table[axis] / 0.1).astype(int) for axis in ("lat", "lon")]
    groups = table.groupby([*cells, table["day"], table["act"]], sort=False).ngroup()
    reports.write_groups(out, groups)


if __name__ == "__main__":
    main(*sys.argv[1:])
