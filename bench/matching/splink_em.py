"""Peer: Splink, with expectation-maximisation, eight half-shifted keys, and closure at a threshold.

splink_em.py REPORTS GROUPS PAIRS

GROUPS is what the fixed threshold gives; PAIRS keeps every weighed pair, so that score.py can look for the
threshold that would have been best.
"""

import logging
import sys

import duckdb
import numpy as np
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

import reports

# Match weight in bits from which on a pair is joined. The best on the worlds of seed 1, which are not reported.
FIXED_WEIGHT = 1.0
# Pairs nearer than half of these meet in one of the keys.
CELL_DEG = 0.2
SPAN_HOURS = 48.0
# Of the pairs of a cell and span, so many are matches to begin with.
START = 0.1
# At most so many pairs are learned from.
TRAINING_PAIRS = 3_000_000


def levels(name, *conditions):
    """A comparison whose levels are conditions in SQL, from the strongest down; what meets none is the rest."""
    return cl.CustomComparison(
        output_column_name=name,
        comparison_levels=[
            *[cll.CustomLevel(condition, label) for label, condition in conditions],
            cll.ElseLevel(),
        ],
    )


def toll(name):
    return cl.CustomComparison(
        output_column_name=name,
        comparison_levels=[
            cll.NullLevel(name),
            cll.CustomLevel(f"{name}_l = {name}_r and {name}_l > 0", "same, and some"),
            cll.CustomLevel(f"{name}_l = {name}_r", "none in both"),
            cll.CustomLevel(f"abs({name}_l - {name}_r) <= 1 + 0.3 * greatest({name}_l, {name}_r)", "near"),
            cll.ElseLevel(),
        ],
    )


HOURS = "abs(hour_l - hour_r)"
BOTH = "by_day_l + by_day_r = 0"

COMPARISONS = [
    cl.DistanceInKMAtThresholds("lat", "lon", [0.1, 1, 2, 4, 7]),
    levels(
        "hours",
        *[(f"both to the hour, {h} h", f"{BOTH} and {HOURS} <= {h}") for h in (1, 3, 6, 12)],
        ("one by the day, the same", f"not ({BOTH}) and floor(hour_l / 24) = floor(hour_r / 24)"),
        ("one by the day, the next", f"not ({BOTH}) and abs(floor(hour_l / 24) - floor(hour_r / 24)) = 1"),
    ),
    levels("act", ("same act", "act_l = act_r"), ("same family", "family_l = family_r")),
    toll("killed"),
    toll("injured"),
    cl.ExactMatch("source"),
]


def weigh(table):
    """Learns, and weighs every pair that shares a key. Gives the weights, and the groups at the fixed threshold.

    Both m and u are learned from the pairs of one cell and span. With u from random pairs, which is usual, nearly
    every pair of a cell looks like a match: a rule that fixes what a comparison measures breaks the learning. With u
    from the cell itself, and no comparison left out, what is learned is what sets a match apart from a neighbour.
    """
    keys = [f"key{number}" for number in range(8)]
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="row",
        comparisons=COMPARISONS,
        blocking_rules_to_generate_predictions=[block_on(key) for key in keys],
        retain_matching_columns=False,
        probability_two_random_records_match=START,
        max_iterations=100,
    )
    frame = table.join(reports.shifted_keys(table, CELL_DEG, SPAN_HOURS))
    linker = Linker(DuckDBAPI(duckdb.connect()).register(frame), settings, log_level=logging.ERROR)
    linker.training.estimate_parameters_using_expectation_maximisation(
        "l.key0 = r.key0",
        fix_u_probabilities=False,
        populate_probability_two_random_records_match_from_trained_values=True,
        max_pairs=TRAINING_PAIRS,
    )
    predicted = linker.inference.predict()
    clustered = linker.clustering.cluster_pairwise_predictions_at_threshold(
        predicted, threshold_match_weight=FIXED_WEIGHT
    )
    pairs = predicted.as_duckdbpyrelation().project("row_l, row_r, match_weight").fetchnumpy()
    groups = clustered.as_duckdbpyrelation().project("row, cluster_id").order("row").fetchnumpy()
    return pairs, groups["cluster_id"]


def main(path, out, weighed):
    pairs, groups = weigh(reports.read(path))
    reports.write_groups(out, groups)
    np.savez(weighed, left=pairs["row_l"], right=pairs["row_r"], weight=pairs["match_weight"])


if __name__ == "__main__":
    main(*sys.argv[1:])
