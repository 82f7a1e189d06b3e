"""How far a version leads away from the fuller one, with the reason: what its reader cannot know."""

from collections.abc import Iterator, Sequence

from onrecord.records import Anchor, Basis, Edit, EditKind, Severity, Span
from onrecord.text import overlap
from onrecord.trace.edits import Side
from onrecord.trace.rules import LOSS_SCORES, LOST

GRAVE = frozenset({EditKind.NEGATION_LOST, EditKind.OTHER_SPEAKER})
# Grave where the text does not show it; a hedge behind an ellipsis may at least be guessed.
GRAVE_UNMARKED = frozenset({EditKind.HEDGE_DROPPED, EditKind.QUANTIFIER_LOST})
HARMLESS = frozenset({EditKind.IDENTICAL, EditKind.SHIFTED})


def find_losses(left: Side, right: Side, edits: Sequence[Edit]) -> tuple[Basis, ...]:
    """What the reader of one version cannot know: a rule for each edit that takes something away, with the words that only one version has."""
    return tuple(explain_edit(left, right, edit) for edit in edits if edit.kind not in HARMLESS and not is_explained(edit, edits))


def is_explained(edit: Edit, edits: Sequence[Edit]) -> bool:
    """Whether a cut or change only takes the hedge, negation or quantifier that is told of already."""
    if edit.kind not in (EditKind.CUT, EditKind.WORDS_CHANGED):
        return False
    return any(other.kind in GRAVE | GRAVE_UNMARKED and edit.left == other.left and other.kind != EditKind.OTHER_SPEAKER for other in edits)


def explain_edit(left: Side, right: Side, edit: Edit) -> Basis:
    """The loss as a basis: the rule that says what cannot be known, and where both versions stand on it."""
    sides = ((left, edit.left), (right, edit.right))
    evidence = tuple(Anchor(side.wording.article.document.id, span) for side, span in sides if span.start < span.end)
    return Basis(by=LOST[edit.kind], score=LOSS_SCORES[edit.kind], evidence=evidence)


def weigh_edits(left: Side, right: Side, edits: Sequence[Edit]) -> Severity:
    """The severity of the gravest edit."""
    found = set(weigh_each(left, right, edits))
    return next((severity for severity in (Severity.GRAVE, Severity.SLIGHT, Severity.SHOWN) if severity in found), Severity.NONE)


def weigh_each(left: Side, right: Side, edits: Sequence[Edit]) -> Iterator[Severity]:
    for edit in edits:
        unmarked = edit.kind in GRAVE_UNMARKED and not edit.marked
        if edit.kind in GRAVE or unmarked or (edit.kind is EditKind.WORDS_CHANGED and changes_content(left, right, edit)):
            yield Severity.GRAVE
        elif edit.kind not in HARMLESS:
            yield Severity.SHOWN if edit.marked else Severity.SLIGHT


def changes_content(left: Side, right: Side, edit: Edit) -> bool:
    """Whether words with content were put in the place of others with content that are no forms of them."""
    ours, theirs = find_content(left, edit.left), find_content(right, edit.right)
    return bool(ours - theirs and theirs - ours)


def find_content(side: Side, span: Span) -> set[str]:
    return {word.stem for word in side.wording.words if word.heavy and overlap(word.span, span)}
