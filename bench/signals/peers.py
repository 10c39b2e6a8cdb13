"""tick and intensify on the data of truce's bench; every likelihood by one routine.

peers.py DIR: reads hawkes40_10k.csv and hawkes40_100k.csv with truce's fits there, and prints a table. Seconds are
the fastest of RUNS runs of the fit alone, without reading, conversion or imports; processor seconds of this process.
"""

import json
import os
import sys
import time

import numpy as np

DECAY = 1.5
RUNS = 3
# Kept down so that the slowest peer ends: one run at 100,000.
RUNS_LARGE = 1


def read(path):
    with open(path) as lines:
        end = float(next(lines).split()[1])
        next(lines)
        rows = np.loadtxt(lines, delimiter=",")
    return rows[:, 0], rows[:, 1].astype(int), end


def log_likelihood(times, cells, end, base, table, decay=DECAY):
    """sum of log rates minus the integral; row responds to column; equal moments do not occur."""
    size = len(base)
    past = np.zeros(size)
    before = 0.0
    total = 0.0
    for now, cell in zip(times, cells):
        past *= np.exp(-decay * (now - before))
        total += np.log(base[cell] + decay * (table[cell] @ past))
        past[cell] += 1.0
        before = now
    produced = np.bincount(cells, weights=1.0 - np.exp(-decay * (end - times)), minlength=size)
    return total - end * base.sum() - (table @ produced).sum()


def fastest(fit, runs):
    best = None
    for _ in range(runs):
        begin = time.process_time()
        result = fit()
        seconds = time.process_time() - begin
        best = seconds if best is None else min(best, seconds)
    return best, result


def by_cell(times, cells, size):
    return [np.ascontiguousarray(times[cells == cell]) for cell in range(size)]


def tick(times, cells, end, size, runs, best):
    """The likelihood model with positivity and gradient descent: the best of its solvers found by hand.

    The loosest of the tolerances counts that ends within a thousandth of the best likelihood. Accelerated descent
    steps below zero and stops.
    """
    from tick.hawkes import ModelHawkesExpKernLogLik
    from tick.prox import ProxPositive
    from tick.solver import GD

    events = by_cell(times, cells, size)

    def fit(tolerance):
        model = ModelHawkesExpKernLogLik(DECAY, n_threads=1)
        model.fit(events, end_times=end)
        start = np.concatenate([np.full(size, 0.5 * len(times) / size / end), np.full(size * size, 0.5 / size)])
        solver = GD(step=1e-3, linesearch=True, max_iter=2000, tol=tolerance, print_every=10**6, verbose=False)
        solver.set_model(model).set_prox(ProxPositive())
        return solver.solve(start)

    for tolerance in [1e-7, 1e-8, 1e-9, 1e-10]:
        seconds, found = fastest(lambda: fit(tolerance), runs)
        base, table = found[:size], found[size:].reshape(size, size)
        if log_likelihood(times, cells, end, base, table) > best - 1e-3:
            break
    return seconds, base, table


def intensify(times, cells, end, size, runs, _best):
    """Maximum likelihood with its Rust core and the decay given."""
    import intensify as library

    events = by_cell(times, cells, size)

    def fit():
        kernels = [[library.ExponentialKernel(0.5 / size, DECAY) for _ in range(size)] for _ in range(size)]
        process = library.MultivariateHawkes(size, 0.5 * len(times) / size / end, kernels)
        process.fit(events, T=end, method="mle", fit_decay=False)
        return process

    seconds, process = fastest(fit, runs)
    table = np.array([[kernel.alpha for kernel in row] for row in process.kernel_matrix])
    return seconds, np.asarray(process.mu, dtype=float), table


def main():
    folder = sys.argv[1]
    print("| data | who | CPU s | log-likelihood, recomputed |\n|---|---|---|---|")
    for name, runs in [("10k", RUNS), ("100k", RUNS_LARGE)]:
        times, cells, end = read(os.path.join(folder, f"hawkes40_{name}.csv"))
        with open(os.path.join(folder, f"truce_{name}.json")) as text:
            ours = json.load(text)
        base, table = np.array(ours["base"]), np.array(ours["pulls"])
        size = len(base)
        best = log_likelihood(times, cells, end, base, table)
        print(f"| {name}, {len(times)} | truce | see truce.txt | {best:.4f} |", flush=True)
        for peer in [tick, intensify]:
            try:
                seconds, base, table = peer(times, cells, end, size, runs, best)
                value = log_likelihood(times, cells, end, base, table)
                print(f"| {name}, {len(times)} | {peer.__name__} | {seconds:.3f} | {value:.4f} |", flush=True)
            except Exception as error:  # A peer that fails is told, and the others go on.
                print(f"| {name}, {len(times)} | {peer.__name__} | failed: {error!r} | |", flush=True)


main()
