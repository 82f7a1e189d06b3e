"""What the buttons of a claim and a source say, as decisions. Sources and claims are named by what lasts: mentions, statements, own-voice records."""

from collections.abc import Mapping, Sequence

from onrecord.errors import InputError
from onrecord.export.page import head_of
from onrecord.export.reading import Reading
from onrecord.records import Decision, Report, Ruling, Source

Named = tuple[Ruling, str, str, bool]


def read_rule(rule: str, fields: Mapping[str, str], report: Report, *, user: str, at: str) -> tuple[Decision, ...]:
    """The decisions of a button: `rule` is its value, words apart by blanks; `fields` are the other fields of its form.

    Raises `InputError` for what no page offers, or when a claim or source that is needed was not chosen.
    """
    kind, *words = rule.split() or [""]
    if kind not in RULES:
        raise InputError(f"no decision {kind!r}; known: {', '.join(sorted(RULES))}")
    try:
        named = RULES[kind](report, words, fields)
    except (LookupError, ValueError, StopIteration) as error:
        raise InputError("the comparison has changed since this page was shown, or nothing was chosen; go back and look again") from error
    note = fields.get("note", "").strip()
    return tuple(Decision(kind=ruling, left=left, right=right, same=same, user=user, at=at, note=note) for ruling, left, right, same in named)


def part_tellings(_report: Report, words: Sequence[str], _fields: Mapping[str, str]) -> Sequence[Named]:
    """These two places do not tell the same claim."""
    left, right = words
    return ((Ruling.SAME, left, right, False),)


def join_claims(report: Report, words: Sequence[str], fields: Mapping[str, str]) -> Sequence[Named]:
    """This claim is the one of another row."""
    (left,) = words
    return ((Ruling.SAME, left, lead_of(report, fields["other"]), True),)


def rule_clash(report: Report, words: Sequence[str], fields: Mapping[str, str]) -> Sequence[Named]:
    """These two contradict each other, or do not: with `no` and two ids the latter, else the claim of another row is meant."""
    if words[0] == "no":
        _, left, right = words
        return ((Ruling.CONFLICT, left, right, False),)
    _, left = words
    return ((Ruling.CONFLICT, left, lead_of(report, fields["other"]), True),)


def rule_speaker(report: Report, words: Sequence[str], fields: Mapping[str, str]) -> Sequence[Named]:
    """Somebody else says this statement; or nobody known does."""
    (statement,) = words
    chosen = fields[f"speaker-{statement}"]
    if chosen == "nobody":
        return ((Ruling.SPEAKER, statement, "", False),)
    return ((Ruling.SPEAKER, statement, head_of(find_source(report, chosen)), True),)


def dismiss(_report: Report, words: Sequence[str], _fields: Mapping[str, str]) -> Sequence[Named]:
    """This finding is of no use."""
    left, *right = words
    return ((Ruling.DISMISS, left, right[0] if right else "", True),)


def merge_sources(report: Report, words: Sequence[str], fields: Mapping[str, str]) -> Sequence[Named]:
    """This source and the chosen one are the same."""
    (source,) = words
    left, right = find_source(report, source), find_source(report, fields["other"])
    return ((Ruling.SAME, head_of(left), head_of(right), True),)


def divide_source(report: Report, words: Sequence[str], _fields: Mapping[str, str]) -> Sequence[Named]:
    """Whoever is called by the words of this mention is somebody else: each mention in the same words."""
    source, mention = words
    divided, reading = find_source(report, source), Reading(report)
    spoken = {m.mention: " ".join(reading.words(m.anchor).split()) for m in divided.mentions}
    head = head_of(divided)
    return tuple((Ruling.SAME, head, one, False) for one in spoken if spoken[one] == spoken[mention] and one != head)


RULES = {
    "part": part_tellings,
    "join": join_claims,
    "clash": rule_clash,
    "speaker": rule_speaker,
    "dismiss": dismiss,
    "merge": merge_sources,
    "divide": divide_source,
}


def find_source(report: Report, source: str) -> Source:
    return next(one for one in report.sources if one.id == source)


def lead_of(report: Report, number: str) -> str:
    """What tells the first claim of a row, by the row's number."""
    return next(row for row in Reading(report).rows if row.number == int(number)).sides[0].best.told_in
