"""The reports as every peer sees them: without the truth, positions in degrees, times in hours.

In scope: reading the CSV, acts and their families, the eight half-shifted keys, groups written as a table.
Out of scope: the truth, which only score.py reads.
"""

import csv
from datetime import datetime

import numpy as np
import pandas as pd
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

# As truce's own list of acts has them.
FAMILIES = {
    "fire": "small-arms shelling air-strike explosion prohibited-weapon fire clash",
    "posture": "seizure movement weapon-holding",
    "airspace": "overflight",
    "civilians": "killing abduction intimidation",
    "access": "aid-blocked movement-blocked",
    "utilities": "utility-cut",
    "separation": "mixing",
    "mechanism": "monitors-hindered staging",
    "other": "unstated",
}
FAMILY_OF = {act: family for family, acts in FAMILIES.items() for act in acts.split()}

EARTH_KM = 6371.0


def read(path):
    """The reports: row, source, act, family, lat, lon, hour, day, by_day, killed, injured.

    `hour` is the middle of what is stated, in hours since 1970: noon for a report that gives the day only, which
    `by_day` marks. A toll of "20+" or "5-8" counts as its lowest number; one that is not given is missing.
    """
    columns = "source act start end lat lon killed injured".split()
    raw = pd.read_csv(path, usecols=columns, dtype=str, keep_default_na=False)
    by_day = raw["start"].str.len() == len("2001-01-01")
    first = _hours(raw["start"])
    last = _hours(raw["end"].where(raw["end"] != "", raw["start"]))
    hour = np.where(by_day, first + 12.0, (first + last) / 2.0)
    return pd.DataFrame(
        {
            "row": np.arange(len(raw)),
            "source": raw["source"],
            "act": raw["act"],
            "family": raw["act"].map(FAMILY_OF),
            "lat": raw["lat"].astype(float),
            "lon": raw["lon"].astype(float),
            "hour": hour,
            "day": np.floor(hour / 24.0).astype(int),
            "by_day": by_day.astype(int),
            "killed": _lowest(raw["killed"]),
            "injured": _lowest(raw["injured"]),
        }
    )


def _hours(text):
    known = {value: datetime.fromisoformat(value.rstrip("Z")) for value in text.unique()}
    start = datetime(1970, 1, 1)
    return text.map({value: (moment - start).total_seconds() / 3600.0 for value, moment in known.items()})


def _lowest(text):
    return pd.to_numeric(text.str.extract(r"^(\d+)")[0]).astype("Int64")


def on_sphere(table):
    """The positions in space, in kilometres, so that straight distances are true to a metre at 20 km."""
    lat, lon = np.radians(table["lat"].to_numpy()), np.radians(table["lon"].to_numpy())
    flat = np.cos(lat)
    return EARTH_KM * np.column_stack([flat * np.cos(lon), flat * np.sin(lon), np.sin(lat)])


def shifted_keys(table, cell_deg, span_hours):
    """Eight keys a report: cell and span of time, each as it stands and moved by half.

    Two reports nearer than half a cell and half a span share at least one key.
    """
    keys = {}
    for number in range(8):
        lat, lon, hour = (0.5 if number >> axis & 1 else 0.0 for axis in range(3))
        cells = [
            np.floor(table["lat"] / cell_deg + lat),
            np.floor(table["lon"] / cell_deg + lon),
            np.floor(table["hour"] / span_hours + hour),
        ]
        a, b, c = (cell.astype(np.int64) + 100_000 for cell in cells)
        keys[f"key{number}"] = (a * 1_000_000 + b) * 10_000_000 + c
    return pd.DataFrame(keys)


def closure(size, left, right):
    """The group of each of `size` reports when every pair is taken for the same, and chains of pairs too."""
    ones = np.ones(len(left), dtype=np.int8)
    graph = coo_matrix((ones, (left, right)), shape=(size, size))
    return connected_components(graph, directed=False)[1]


def write_groups(path, groups):
    """One line a report, in their order: the group it was put in."""
    with open(path, "w", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["group"])
        writer.writerows([group] for group in groups)
