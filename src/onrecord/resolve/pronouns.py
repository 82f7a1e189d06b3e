"""Who he, she, they, I, you and "the 60-year-old lawyer" are: an article read from left to right."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from onrecord.records import Form, MentionKind, Span, Statement
from onrecord.resolve.cluster import Groups, Link
from onrecord.resolve.descriptions import Sort
from onrecord.resolve.names import NameKind, likely_gender, words
from onrecord.resolve.people import PERSONAL, is_full, name_of
from onrecord.resolve.reading import Reading, Reference, anchor
from onrecord.resolve.rules import EPITHET, FIRST_PERSON, PRONOUN, REACH, RELATIVE, SCORES, SECOND_PERSON, WEIGHTS
from onrecord.text import covers

GENDERS = ("masculine", "feminine", "plural", "thing")
NEAR = 24  # code points between a quotation and the pronoun that speaks it
EPITHETS = re.compile(r"^[Tt]he\s+(?:\d{1,3}[ -]year[ -]old\b|[\w]+-(?:term|time)\b|former\b|retired\b|one-time\b|ex-|(?:[a-z-]+\s)?[A-Z]\S*\s.*[a-z]$)")

ANYBODY = re.compile(r"\b(?:[Ww]hen|[Ii]f|[Ww]henever)\s+$")  # "when you say such things": anybody

ASKS = re.compile(r"\b(?:ask|challeng|press|prob|question|quizz)(?:s|es|ed|ing)?\s(?:[^\W\d_][\w.]*\s){0,3}$")  # before whom somebody asks
ASKED = re.compile(r"\s(?:about|if|how|on|over|what|when|whether|why)\b[^.;?!“”]*")  # what they are asked, up to the pronoun
WHOM = re.compile(r",?\s(?:whom?|that)\s")  # between somebody and the subject of a clause that has them as its object
ADDS = re.compile(r"\b(?:add(?:s|ed|ing)?|continu(?:es|ed|ing)|went on|goes on|conclud(?:es|ed|ing))\b")
ASIDE = re.compile(r"\s?(?:--|—|–)[^.;:“”]{2,80}(?:--|—|–)\s?")  # "officers -- most of them retired -- who"
INNER = re.compile(r"\s(?:in|at|of|from|with|near|on|for|across|around)\s(?:the\s)?")  # between a head and the noun of its phrase
OWNED = re.compile(r"(?:['’]s?)?\s[^.;:?!“”]{2,60}?,?\s(?:(?:in|at|on|during|by|with|through)\s)?(?:which|where)\s")

ASKS = re.compile(r",?\s(?:\w+\s)?(?:ask|challeng|interrupt|interview|press|question)(?:e?s|e?d|ing)?\s")  # between who asks and who is asked

Found = tuple[Reference, str]


@dataclass(frozen=True, slots=True)
class Scene:
    """What is known while reading: who the mentions met so far are (`of`), how often each is met, and in what order people speak."""

    reading: Reading
    genders: Mapping[str, str]
    people: frozenset[str]
    likely: Mapping[str, str]
    order: Sequence[tuple[int, Statement, Reference]]
    spoken: Mapping[str, Sequence[Statement]]
    of: dict[str, str]
    askers: Mapping[str, frozenset[str]]
    count: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    seen: list[Reference] = field(default_factory=list)

    def who(self, reference: Reference) -> str:
        return self.of[reference.mention.id]

    def gender(self, reference: Reference) -> str:
        return self.genders.get(self.who(reference), "")


def link_pronouns(reading: Reading, groups: Groups, genders: Mapping[str, str]) -> Iterator[Link]:
    """A link for each pronoun or epithet with a likely antecedent. `genders`: group root -> gender or number, where the accounts or the name tell it."""
    scene = _set_scene(reading, groups, genders)
    for r in reading.references:
        found = _find(scene, r, not any(reading.by_id[m].name for m in groups.all(r.mention.id) if m in reading.by_id))
        if found:
            target, by = found
            scene.of[r.mention.id] = scene.who(target)
            yield Link(left=r.mention.id, right=target.mention.id, by=by, score=SCORES[by], evidence=(anchor(r), anchor(target)))
        scene.count[scene.who(r)] += 1
        scene.seen.append(r)


def _set_scene(reading: Reading, groups: Groups, genders: Mapping[str, str]) -> Scene:
    spoken: dict[str, list[Statement]] = defaultdict(list)
    order = []
    for s in reading.statements.values():
        if s.id in reading.speakers:
            speaker = reading.by_id[reading.speakers[s.id]]
            spoken[speaker.mention.id].append(s)
            order.append((min([c.start for c in s.content] + [speaker.start]), s, speaker))
    order.sort(key=lambda x: (x[0], x[1].id))
    people = frozenset(groups.of[r.mention.id] for r in reading.references if _is_personal(r))
    likely = {groups.of[r.mention.id]: likely_gender(r.name) for r in reading.references if is_full(r) and r.name}
    of = {r.mention.id: groups.of[r.mention.id] for r in reading.references}
    return Scene(reading, genders, people, likely, order, spoken, of, _find_askers(reading, of))


def _find_askers(reading: Reading, of: Mapping[str, str]) -> Mapping[str, frozenset[str]]:
    """Who asks whom: the group that is asked -> the groups that ask it."""
    found: dict[str, set[str]] = defaultdict(set)
    for asks, asked in pairwise(reading.references):
        if asks.sentence == asked.sentence and ASKS.fullmatch(reading.article.document.text, asks.end, asked.start):
            found[of[asked.mention.id]].add(of[asks.mention.id])
    return {group: frozenset(askers) for group, askers in found.items()}


def _is_personal(r: Reference) -> bool:
    if r.name:
        return r.name.kind is NameKind.PERSON
    return bool(r.phrase and r.phrase.sort is Sort.PERSON and not r.phrase.plural)


def _find(scene: Scene, r: Reference, alone: bool) -> Found | None:
    if r.mention.kind is MentionKind.PRONOUN:
        word = r.text.lower()
        if word in words("pronouns", "first_singular", "first_plural"):
            return _first_person(scene, r)
        if word in words("pronouns", "second"):
            return _second_person(scene, r)
        if word in words("pronouns", "relative") and (found := _relative(scene, r)):
            return found
        wanted = next((k for k in GENDERS if word in words("pronouns", k)), "")
        return _antecedent(scene, r, wanted, PRONOUN) if wanted else None
    if alone and _is_epithet(scene, r):
        return _antecedent(scene, r, r.phrase.gender or "person" if r.phrase else "person", EPITHET)
    if alone and _is_general(scene, r):
        return _institution(scene, r)
    return _going_on(scene, r) if alone else None


def _first_person(scene: Scene, r: Reference) -> Found | None:
    speaker = scene.reading.speakers.get(r.speech) if r.speech else None
    if speaker and speaker != r.mention.id:
        return (scene.reading.by_id[speaker], FIRST_PERSON)
    return _announced(scene, r)


def _announced(scene: Scene, r: Reference) -> Found | None:
    """Who a sentence with a colon before the quotation is about ("Roe gave an answer: “I ..."), where no statement tells who speaks."""
    text = scene.reading.article.document.text
    if r.quotation is None or r.speech or text[: r.quotation.start].rstrip()[-1:] != ":":
        return None
    near = [o for o in scene.seen if o.end <= r.quotation.start and r.sentence - o.sentence <= 1 and o.mention.part in ("main", "subject") and not o.speech]
    return (near[-1], FIRST_PERSON) if near else None


def _speaking(scene: Scene, speaker: str) -> frozenset[str]:
    """The group of the one who speaks; of a pronoun behind its quotation also whom it will be found to mean."""
    r = scene.reading.by_id[speaker]
    wanted = next((k for k in GENDERS if r.text.lower() in words("pronouns", k)), "") if r.mention.kind is MentionKind.PRONOUN else ""
    found = _antecedent(scene, r, wanted, PRONOUN) if wanted and r not in scene.seen else None
    return frozenset((scene.of[speaker], scene.who(found[0]) if found else scene.of[speaker]))


def _second_person(scene: Scene, r: Reference) -> Found | None:
    """The one that the speaker of this quotation addresses, here or last before; for a "you" that speaks itself, else the one most told of just before."""
    speaker = scene.reading.speakers.get(r.speech) if r.speech else None
    if not speaker or ANYBODY.search(scene.reading.article.document.text, max(0, r.start - 12), r.start):
        return None
    mine = _speaking(scene, speaker)
    for _, s, who in reversed([x for x in scene.order if x[0] <= r.start]):
        if s.told_to and scene.who(who) in mine:
            told = [o for o in scene.reading.references if covers(s.told_to, o.mention.span) and o.name and name_of(o).kind in PERSONAL]
            if told:
                return told[0], SECOND_PERSON
            break
    near = [o for o in scene.seen if o.name and scene.who(o) in scene.people - mine and r.sentence - o.sentence <= REACH]
    if r.mention.id not in scene.spoken or not near:
        return None
    return max(near, key=lambda o: (scene.count[scene.who(o)], o.start)), SECOND_PERSON


def _relative(scene: Scene, r: Reference) -> Found | None:
    """ "Who" and "which" are what stands directly before."""
    text = scene.reading.article.document.text
    before = [o for o in scene.seen if o.sentence == r.sentence and o.end <= r.start]
    beyond = [o for o in before if ASIDE.fullmatch(text, o.end, r.start)]
    near = beyond or [o for o in before if text[o.end : r.start].strip() in ("", ",", "—", "–", "--")]
    if not near:
        return None
    found = min(near, key=lambda o: (o.start, -o.end))
    if r.text.lower() in ("who", "whom") and not _is_somebody(found):
        people = [o for o in scene.seen if o.sentence == r.sentence and _is_somebody(o) and INNER.fullmatch(text, o.end, found.start)]
        found = max(people, key=lambda o: (o.end, -o.start), default=found)
    return found, RELATIVE


def _is_somebody(r: Reference) -> bool:
    """Whether a mention names or describes people, not a place or an institution."""
    if r.name:
        return r.name.kind in PERSONAL
    return r.phrase is None or r.phrase.sort in (Sort.PERSON, Sort.GROUP)


def _is_epithet(scene: Scene, r: Reference) -> bool:
    """Whether a definite description of one person, who speaks, tells something new of somebody met before ("the 60-year-old lawyer")."""
    phrase = r.phrase
    if phrase is None or phrase.sort not in (Sort.PERSON, Sort.UNKNOWN) or phrase.plural:
        return False
    if r.mention.id not in scene.spoken or not EPITHETS.match(r.text):
        return False
    named = {scene.who(o) for o in scene.reading.references if o.name}
    rivals = (o.phrase for o in scene.reading.references if o.phrase and o.phrase.head == phrase.head and scene.who(o) in named)
    return not any(o.rest - phrase.rest and phrase.rest - o.rest for o in rivals)


def _is_general(scene: Scene, r: Reference) -> bool:
    """Whether "the group", "the company" and the like, without a word that tells which, speaks."""
    phrase = r.phrase
    told = phrase and phrase.sort is Sort.ORGANISATION and not phrase.plural and not phrase.rest and not phrase.nation
    return bool(
        told and phrase and phrase.head in words("titles", "organisations_general") and r.text.lower().startswith("the ") and r.mention.id in scene.spoken
    )


def _institution(scene: Scene, r: Reference) -> Found | None:
    """The organisation named last that spoke in the statements just before."""
    at = _sentence(scene, r, scene.spoken[r.mention.id])
    spoke = {scene.who(who) for start, s, who in scene.order if start < r.start and who.start < r.start and at - who.sentence <= 2}
    near = [o for o in scene.seen if o.name and name_of(o).kind in (NameKind.ORGANISATION, NameKind.OUTLET) and scene.who(o) in spoke and at - o.sentence <= 2]
    return (near[-1], EPITHET) if near else None


def _going_on(scene: Scene, r: Reference) -> Found | None:
    """Who spoke before, for a new description of one person who adds something ("the researcher added")."""
    own = scene.spoken.get(r.mention.id, ())
    text = scene.reading.article.document.text
    adds = any(s.cue and ADDS.search(text, s.cue.start, s.cue.end) for s in own)
    if not adds or r.phrase is None or r.phrase.sort is not Sort.PERSON or r.phrase.plural or not r.text.lower().startswith("the "):
        return None
    found = _antecedent(scene, r, r.phrase.gender or "person", EPITHET)
    return found if found and scene.who(found[0]) == _speaker_before(scene, r, own) else None


# --- antecedents -----------------------------------------------------------------------------------------------------------------------------


def _antecedent(scene: Scene, r: Reference, wanted: str, by: str) -> Found | None:
    """The likeliest of those met before that the pronoun can mean."""
    own = scene.spoken.get(r.mention.id, ())
    last = _speaker_before(scene, r, own)
    named, at = _named_inside(scene, own), _sentence(scene, r, own)
    best: tuple[float, Reference] | None = None
    for other in reversed(scene.seen):
        if at - other.sentence > REACH:
            break
        if other.end > r.start or not _can_be(scene, other, wanted) or _is_barred(scene, r, other, own):
            continue
        value = _value(scene, r, other, wanted) + WEIGHTS["distance"] * (at - other.sentence) + WEIGHTS["new"] * _is_new(scene, at, other)
        value += WEIGHTS["speaker before"] * (scene.who(other) == last) + WEIGHTS["named"] * (scene.who(other) in named)
        if best is None or value > best[0]:
            best = (value, other)
    return (best[1], by) if best else None


def _sentence(scene: Scene, r: Reference, own: Sequence[Statement]) -> int:
    """The sentence from which a pronoun looks back: what it speaks itself, right before it, lies not between."""
    spoken = [c.start for s in own if s.form is Form.DIRECT for c in s.content if c.start < r.start]
    starts = [s.start for s in scene.reading.article.sentences]
    return min(r.sentence, bisect_right(starts, min(spoken))) if spoken else r.sentence


def _named_inside(scene: Scene, own: Sequence[Statement]) -> frozenset[str]:
    """Who is named in the direct words of these statements."""
    told = [c for s in own if s.form is Form.DIRECT for c in s.content]
    return frozenset(scene.who(o) for o in scene.reading.references if o.name and any(covers(c, o.mention.span) for c in told))


def _speaker_before(scene: Scene, r: Reference, own: Sequence[Statement]) -> str | None:
    """Who speaks in the outermost statement before the pronoun's own."""
    mine = {s.id for s in own}
    place = min([r.start, *(c.start for s in own for c in s.content)])
    before = [who for at, s, who in scene.order if at < place and s.id not in mine and who.start < r.start and s.within is None]
    return scene.who(before[-1]) if before else None


def _can_be(scene: Scene, other: Reference, wanted: str) -> bool:
    gender = scene.gender(other)
    if wanted == "person":
        return bool(other.name and name_of(other).kind in PERSONAL)
    if other.mention.kind is MentionKind.PRONOUN:
        return gender == wanted or (not gender and other.text.lower() in words("pronouns", wanted))
    if other.name:
        kind = name_of(other).kind
        if wanted in ("plural", "thing"):
            return kind not in PERSONAL or (kind is NameKind.UNKNOWN and not gender and scene.who(other) not in scene.people)
        return kind in PERSONAL and gender in ("", wanted)
    return _describes(scene, other, wanted)


def _describes(scene: Scene, other: Reference, wanted: str) -> bool:
    phrase = other.phrase
    if phrase is None:
        return False
    if wanted == "plural":
        return phrase.plural or phrase.sort in (Sort.GROUP, Sort.ORGANISATION)
    if wanted == "thing":
        return phrase.sort in (Sort.ORGANISATION, Sort.DOCUMENT) and not phrase.plural
    return phrase.sort is Sort.PERSON and not phrase.plural and (scene.gender(other) or phrase.gender or wanted) == wanted


def _is_barred(scene: Scene, r: Reference, other: Reference, own: Sequence[Statement]) -> bool:
    """Not inside the words that the pronoun's own statement quotes, nor its addressee, nor (inside a quotation) the one who speaks it or asks who speaks it."""
    if any(_holds(s, other.mention.span) for s in own) or scene.who(other) in _told_of(scene, r, own):
        return True
    if WHOM.fullmatch(scene.reading.article.document.text, other.end, r.start):
        return True
    if own and other.quotation and r.quotation is None and 0 <= r.start - other.quotation.end <= NEAR:
        return True
    speaker = scene.reading.speakers.get(r.speech) if r.speech else None
    return speaker is not None and scene.who(other) in {scene.of[speaker], *scene.askers.get(scene.of[speaker], ())}


def _told_of(scene: Scene, r: Reference, own: Sequence[Statement]) -> frozenset[str]:
    """Whom the pronoun's own sentence names in what he or she is the subject of: a pronoun is nobody who is named below it (Chomsky's principle C)."""
    if r.text.lower() not in words("pronouns", "masculine", "feminine"):
        return frozenset()
    told = [c for s in own if s.form is not Form.DIRECT for c in s.content if c.start >= r.end]
    named = (o for o in scene.reading.references if o.name and o.sentence == r.sentence and not o.speech)
    return frozenset(scene.who(o) for o in named if any(covers(c, o.mention.span) for c in told))


def _is_asked(scene: Scene, r: Reference, other: Reference) -> bool:
    """Whether the other is asked something in which the pronoun stands ("asked Roe whether she")."""
    text = scene.reading.article.document.text
    return bool(other.sentence == r.sentence and ASKED.fullmatch(text, other.end, r.start) and ASKS.search(text, max(0, other.start - 60), other.start))


def _holds(statement: Statement, span: Span) -> bool:
    return any(covers(c, span) for c in statement.content) or bool(statement.told_to and covers(statement.told_to, span))


def _owns_clause(scene: Scene, r: Reference, other: Reference) -> bool:
    """Whether the pronoun is the subject of a relative clause that hangs on something of the other's."""
    return other.mention.part == "owner" and OWNED.fullmatch(scene.reading.article.document.text, other.end, r.start) is not None


def _shares_speech(r: Reference, other: Reference) -> bool:
    """Whether both stand in the very words of one statement."""
    return r.speech is not None and r.speech == other.speech


def _is_new(scene: Scene, at: int, other: Reference) -> bool:
    """Whether somebody has just been brought in by full name, in this sentence or the one before, and does not speak yet."""
    if not is_full(other) or at - other.sentence > 1 or any(scene.who(who) == scene.who(other) for _, _, who in scene.order if who.start <= other.start):
        return False
    return not any(scene.who(o) == scene.who(other) and o.name for o in scene.seen if o.start < other.start)


def _value(scene: Scene, r: Reference, other: Reference, wanted: str) -> float:
    return (
        WEIGHTS["first"] * other.first
        + WEIGHTS["here"] * (other.sentence == r.sentence)
        + WEIGHTS["unlikely"] * (not scene.gender(other) and scene.likely.get(scene.who(other), wanted) not in ("", wanted))
        + WEIGHTS["likely"] * (not scene.gender(other) and scene.likely.get(scene.who(other)) == wanted)
        + WEIGHTS["asked"] * _is_asked(scene, r, other)
        + WEIGHTS["owns"] * _owns_clause(scene, r, other)
        + WEIGHTS["main"] * (other.mention.part == "main")
        + WEIGHTS["often"] * min(10, scene.count[scene.who(other)])
        + WEIGHTS["quoted"] * (other.quotation is not None and r.quotation != other.quotation and not _shares_speech(r, other))
        + WEIGHTS["speech"] * _shares_speech(r, other)
        + WEIGHTS["agrees"] * (scene.gender(other) == wanted)
        + WEIGHTS["speaks"] * (other.mention.id in scene.spoken)
        + WEIGHTS["pronoun"] * (other.mention.kind is MentionKind.PRONOUN)
    )
