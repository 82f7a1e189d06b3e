"""Average linkage over pair scores."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.align.cluster import group_again, group_tellings

SETTINGS = (0.5, 0.5)


def test_two_alike_are_joined() -> None:
    assert group_tellings(["a", "b", "c"], {(0, 1): 0.9, (1, 2): 0.1}, frozenset(), (), SETTINGS) == [[0, 1], [2]]


def test_no_chain_of_weak_links() -> None:
    assert group_tellings(["a", "b", "c"], {(0, 1): 0.9, (1, 2): 0.6}, frozenset(), (), SETTINGS) == [[0, 1], [2]]


def test_nothing_is_joined_across_a_contradiction() -> None:
    scores = {(0, 1): 0.9, (0, 2): 0.9, (1, 2): 0.9}
    assert group_tellings(["a", "b", "c"], scores, frozenset({(1, 2)}), (), SETTINGS) == [[0, 1], [2]]


def test_within_one_account_a_pair_counts_less() -> None:
    assert group_tellings(["a", "a"], {(0, 1): 0.9}, frozenset(), (), SETTINGS) == [[0], [1]]
    assert group_tellings(["a", "a", "b"], {(0, 1): 0.4, (0, 2): 0.9, (1, 2): 0.8}, frozenset(), (), SETTINGS) == [[0, 1, 2]]


def test_a_sentence_that_tells_several_things_stands_in_as_many_groups() -> None:
    scores = {(0, 1): 0.9, (0, 2): 0.8, (0, 3): 0.7}
    apart = frozenset({(1, 2), (1, 3), (2, 3)})
    groups = group_tellings(["a", "b", "c", "d"], scores, apart, (), SETTINGS)
    assert groups == [[0, 1], [2], [3]]
    assert group_again(["a", "b", "c", "d"], scores, apart, groups, SETTINGS) == [[0, 2], [0, 3]]


def test_a_ruling_joins_what_nothing_else_would() -> None:
    assert group_tellings(["a", "b", "c"], {}, frozenset(), [(0, 2)], SETTINGS) == [[0, 2], [1]]


PAIRS = st.dictionaries(
    st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1]), st.floats(0, 1, allow_nan=False, width=16), max_size=20
)


@given(PAIRS, st.lists(st.sampled_from("abc"), min_size=8, max_size=8), st.sets(st.integers(0, 20)))
def test_groups_part_the_tellings(scores: dict[tuple[int, int], float], documents: list[str], chosen: set[int]) -> None:
    apart = frozenset(pair for at, pair in enumerate(sorted(scores)) if at in chosen)
    groups = group_tellings(documents, scores, apart, (), (0.3, 0.5))
    assert sorted(member for group in groups for member in group) == list(range(8))
    assert not any(left in group and right in group for left, right in apart for group in groups)
    turned = dict(reversed(list(scores.items())))
    assert group_tellings(documents, turned, apart, (), (0.3, 0.5)) == groups
