"""The field against counting every path."""

from itertools import pairwise, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.models.field import NEVER, TAGS, allow_steps, believe, best_path, find_runs

ALLOWED = allow_steps()
FEW = [TAGS.index(tag) for tag in ("O", "B-cue", "I-cue", "E-cue", "S-content")]


def draw(seed: int, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Emissions that leave only FEW tags possible, and steps."""
    random = np.random.default_rng(seed)
    emissions = np.full((n, len(TAGS)), -60.0)
    emissions[:, FEW] = random.normal(0, 2, (n, len(FEW)))
    return emissions, np.where(ALLOWED, random.normal(0, 1, ALLOWED.shape), NEVER)


def weigh(path: tuple[int, ...], emissions: np.ndarray, steps: np.ndarray) -> float:
    return float(sum(emissions[t, tag] for t, tag in enumerate(path)) + sum(steps[a, b] for a, b in pairwise(path)))


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 4))
def test_best_path_and_probabilities_are_those_of_all_paths(seed: int, n: int) -> None:
    emissions, steps = draw(seed, n)
    weights = {path: weigh(path, emissions, steps) for path in product(FEW, repeat=n)}
    best = max(weights, key=lambda path: weights[path])
    path = best_path(emissions, steps)
    assert tuple(path.tolist()) == best
    total = np.logaddexp.reduce(list(weights.values()))
    beliefs = believe(emissions, steps)
    assert abs(beliefs.probability(0, path) - np.exp(weights[best] - total)) < 1e-6
    for run in find_runs(path, beliefs):
        same = [w for p, w in weights.items() if p[run.start : run.end] == best[run.start : run.end]]
        assert abs(run.score - np.exp(np.logaddexp.reduce(same) - total)) < 1e-6


def test_a_tag_goes_on_only_in_its_own_span() -> None:
    assert ALLOWED[TAGS.index("B-cue"), TAGS.index("E-cue")]
    assert not ALLOWED[TAGS.index("B-cue"), TAGS.index("E-source")]
    assert not ALLOWED[TAGS.index("O"), TAGS.index("I-cue")]
    assert ALLOWED[TAGS.index("E-cue"), TAGS.index("B-source")]


def test_no_words_have_no_runs() -> None:
    nothing = np.zeros((0, len(TAGS)))
    assert find_runs(best_path(nothing, np.zeros(ALLOWED.shape)), believe(nothing, np.zeros(ALLOWED.shape))) == []
