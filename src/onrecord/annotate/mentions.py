"""Who is named, described or pointed to: the places that `resolve` counts to sources."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from onrecord.annotate.naming import STOPS, Named, described, find_names, forms, is_title_case, known_names, outlets, titles, words
from onrecord.annotate.parsing import Paragraph
from onrecord.records import Document, Mention, MentionKind, Span, Statement, content_id
from onrecord.text import covers, exact, trim

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# A mention's kind, label and part, by its place.
Found = dict[Span, tuple[MentionKind, str, str]]

PARTS = {
    "nsubj": "subject",
    "nsubjpass": "subject",
    "csubj": "subject",
    "dobj": "object",
    "dative": "object",
    "pobj": "oblique",
    "agent": "oblique",
    "poss": "owner",
}

BEFORE = frozenset(("det", "amod", "compound", "nmod", "nummod", "poss", "advmod", "quantmod", "predet", "neg", "npadvmod"))
PREPOSITIONS = frozenset(("of", "for", "at", "with", "from", "in", "on", "to", "behind", "about", "by", "against", "near", "inside", "within"))
POSSESSIVE = re.compile(r"['’]s?$")
PART = re.compile(r"(?:one|another|two|three|some|many|most|several|a few) of (?:them|us|you|the|his|her|its|their)\b", re.IGNORECASE)
OWNED = re.compile(r"['’]s?\s+\w[^,;:—–]*$")
FIRST = re.compile(r"[^\W\d_]+(?![\w-])")
# Where a report was filed, before its first words: "PORT NISI, Corv. — ".
DATELINE = re.compile(r"\s*[A-Z][A-Z.'’-]+(?:[ -][A-Z.'’-]+){0,4}(?:,\s[A-Z][\w.]*(?:\s[A-Z][\w.]*)?)?\s?(?:\([\w .&]{1,24}\)\s?)?(?:—|–|--?)\s")
EDGES = "“”\"'‘’«».,:;()[] "


def find_mentions(document: Document, paragraphs: Sequence[Paragraph], statements: Sequence[Statement]) -> tuple[Mention, ...]:
    """Names, titles, descriptions, pronouns and outlets in text order; they may nest ("a spokesman for Mara Lind").

    A title before a name is a mention of its own, so a name never holds one; a possessive ending and brackets are never part of a mention.
    Every source span of a statement holds one mention at least.
    """
    found: Found = {}
    known = known_names(document.text, paragraphs)
    for paragraph in paragraphs:
        doc = paragraph.doc
        names = find_names(doc, known, titled=is_title_case(exact(document.text, paragraph.block.span)))
        begins = _skip_dateline(document.text, paragraph)
        names = [name for name in names if paragraph.lift(doc[name.start : name.end]).start >= begins]
        for name in names:
            _add(found, paragraph, name.start, name.end, _name_kind(doc[name.start : name.end].text))
            if name.title < name.start:
                _add(found, paragraph, name.title, name.start, _title_kind(doc, name))
        for start, end, kind in (*_find_phrases(doc, names), *_find_antecedents(paragraph, statements, names)):
            _add(found, paragraph, start, end, kind)
    _add_surnames(document, statements, found)
    _cover_sources(document, statements, found)
    return tuple(
        Mention(id=content_id("men", document.id, span.start, span.end, kind), document=document.id, span=span, kind=kind, label=label, part=part)
        for span, (kind, label, part) in sorted(found.items())
    )


def _skip_dateline(text: str, paragraph: Paragraph) -> int:
    """Where the paragraph's own words begin."""
    match = DATELINE.match(text, paragraph.block.span.start, paragraph.block.span.end)
    return match.end() if match else paragraph.block.span.start


def _add(found: Found, paragraph: Paragraph, start: int, end: int, kind: MentionKind) -> None:
    doc = paragraph.doc
    end += end < len(doc) and _stops_short(doc, end)
    while end - start > 1 and (doc[end - 1].is_punct or doc[end - 1].tag_ == "POS" or doc[end - 1].is_space) and not _stops_short(doc, end - 1):
        end -= 1
    while end - start > 1 and (doc[start].is_punct or doc[start].is_space or doc[start].tag_ == "POS"):
        start += 1
    span = paragraph.lift(doc[start:end])
    if span.start < span.end:
        found.setdefault(span, (kind, _find_label(doc, start, end), _find_part(doc[start:end].root)))


def _find_label(doc: "Doc", start: int, end: int) -> str:
    """The entity label that most tokens bear; of several as frequent the first."""
    labels = [t.ent_type_ for t in doc[start:end] if t.ent_type_ and not t.is_punct]
    return max(labels, key=labels.count) if labels else ""


def _find_part(head: "Token") -> str:
    while head.dep_ in ("conj", "appos", "compound", "nmod") and head.head is not head:
        head = head.head
    part = PARTS.get(head.dep_, "")
    verb = head.head
    while verb.dep_ == "conj" and verb.head is not verb:
        verb = verb.head
    return "main" if part == "subject" and verb.dep_ == "ROOT" else part


def _stops_short(doc: "Doc", at: int) -> bool:
    """Whether the token at `at` is the full stop of an abbreviation ("Jr.", "Col.")."""
    short = f"{doc[at - 1].lower_}."
    return doc[at].text == "." and not doc[at - 1].whitespace_ and (short in titles() or short in words("names", "suffixes"))


def _name_kind(text: str) -> MentionKind:
    return MentionKind.OUTLET if re.sub(r"^the\s+", "", text.lower()) in outlets() else MentionKind.NAME


def _title_kind(doc: "Doc", name: Named) -> MentionKind:
    return MentionKind.TITLE if any(set(forms(t)) & titles() for t in doc[name.title : name.start]) else MentionKind.DESCRIPTION


# --- titles, descriptions, pronouns ----------------------------------------------------------------------------------------------------------


def _find_phrases(doc: "Doc", names: Sequence[Named]) -> Iterator[tuple[int, int, MentionKind]]:
    taken = {i for name in names for i in range(name.title, name.end)}
    for token in doc:
        if token.tag_ in ("PRP", "PRP$") and token.lower_ in words("pronouns") and token.lower_ not in words("pronouns", "thing"):
            yield token.i, token.i + 1, MentionKind.PRONOUN
        elif token.i not in taken and (kind := _head_kind(token)):
            start, end = _phrase(token)
            yield start, end, kind


def _find_antecedents(paragraph: Paragraph, statements: Sequence[Statement], names: Sequence[Named]) -> Iterator[tuple[int, int, MentionKind]]:
    """What a source like "who" takes up, where it is no name: "the landowners, who hope"."""
    sources = {s.source for s in statements if s.source and covers(paragraph.block.span, s.source)}
    for token in paragraph.doc if sources else ():
        clause = next((t for t in token.ancestors if t.dep_ == "relcl"), None) if token.tag_ in ("WP", "WDT") else None
        if clause is None or paragraph.lift(token) not in sources or any(n.title <= clause.head.i < n.end for n in names):
            continue
        if clause.head.pos_ in ("NOUN", "PRON", "PROPN"):
            start, end = _phrase(clause.head)
            yield start, end, MentionKind.TITLE if set(forms(clause.head)) & titles() else MentionKind.DESCRIPTION


def _head_kind(token: "Token") -> MentionKind | None:
    if token.pos_ not in ("NOUN", "PROPN", "ADJ", "X") or not _is_head(token):
        return None
    if set(forms(token)) & titles():
        return MentionKind.TITLE
    return MentionKind.DESCRIPTION if set(forms(token)) & described() else None


def _is_head(token: "Token") -> bool:
    if token.i + 1 < len(token.doc) and token.nbor(1).text == "-" and not token.whitespace_:
        return False
    return token.dep_ not in ("compound", "nmod", "amod")


def _phrase(head: "Token") -> tuple[int, int]:
    """The phrase of a head noun: what stands before it, and its prepositional phrases, without clauses and appositions."""
    doc, start, end = head.doc, head.i, head.i + 1
    for child in reversed(list(head.lefts)):
        if child.dep_ not in BEFORE or any(t.text in STOPS for t in doc[child.left_edge.i : start]):
            break
        start = child.left_edge.i
    while start > 1 and doc[start - 1].text == "-" and not doc[start - 1].whitespace_:
        start -= 2
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in PREPOSITIONS and child.i == end:
            end = _prep_end(child)
    return start, end


def _prep_end(prep: "Token") -> int:
    end = prep.i + 1
    for token in prep.subtree:
        if token.i < prep.i:
            continue
        if token.i > end or token.dep_ in ("relcl", "acl", "appos") or token.text in STOPS:
            break
        end = token.i + 1
    return end


# --- sources ---------------------------------------------------------------------------------------------------------------------------------


def _add_surnames(document: Document, statements: Sequence[Statement], found: Found) -> None:
    """A surname that is a common word too, where it opens a source ("Young, who sat there"): the last part of somebody's full name in this document."""
    names = (exact(document.text, span).split() for span, (kind, label, _) in found.items() if kind is MentionKind.NAME and label == "PERSON")
    surnames = {name[-1] for name in names if len(name) > 1 and name[-1].isalpha()}
    for source in sorted({s.source for s in statements if s.source}):
        first = FIRST.match(document.text, source.start, source.end)
        if first and first.group() in surnames and not any(m.start <= source.start < m.end for m in found):
            found[Span(source.start, first.end())] = (MentionKind.NAME, "PERSON", "")


def _cover_sources(document: Document, statements: Sequence[Statement], found: Found) -> None:
    """A mention for each source span that holds none, and one for a span that joins several names."""
    for source in sorted({statement.source for statement in statements if statement.source}):
        span = _bare(document.text, source)
        inside = [mention for mention in found if covers(source, mention)]
        if span.start == span.end or span in found:
            continue
        if all(_is_owner(document.text, span, mention) for mention in inside):
            found[span] = (_guess_kind(exact(document.text, span)), "", "")
        elif PART.match(document.text, span.start, span.end) or _joins(document.text, span, inside):
            found[span] = (MentionKind.DESCRIPTION, "", "")


def _is_owner(text: str, span: Span, mention: Span) -> bool:
    """Whether a mention only owns or precedes what the source names ("our" in "our radar", "the doctor" in "the doctor's own certificates")."""
    if mention.start != span.start or mention.end >= span.end:
        return False
    owned = OWNED.match(text, mention.end, span.end)
    return exact(text, mention).lower() in words("pronouns", "possessive") or owned is not None


def _bare(text: str, span: Span) -> Span:
    """The span without brackets, quotation marks and a possessive ending at its edges."""
    snippet = exact(text, span)
    start = span.start + len(snippet) - len(snippet.lstrip(EDGES))
    end = span.start + len(snippet.rstrip(EDGES.replace(".", "")))
    short = POSSESSIVE.search(text[start:end])
    return trim(text, Span(start, max(start, end - (len(short.group()) if short else 0))))


def _joins(text: str, span: Span, inside: Sequence[Span]) -> bool:
    """Whether the span is a list of people ("Roe and two aides"): "and" stands outside every mention in it."""
    outer = [s for s in inside if not any(covers(o, s) and o != s for o in inside)]
    joints = (m.start() for m in re.finditer(r"\band\b|\bor\b|&", text[span.start : span.end]))
    return len(outer) > 1 and any(not any(o.start <= span.start + at < o.end for o in outer) for at in joints if at)


def _guess_kind(text: str) -> MentionKind:
    bare = text.lower()
    if re.sub(r"[\[\]]", "", bare) in words("pronouns"):
        return MentionKind.PRONOUN
    if re.sub(r"^the\s+", "", bare) in outlets():
        return MentionKind.OUTLET
    if bare.rsplit(" ", 1)[-1].rstrip(".") in titles():
        return MentionKind.TITLE
    if bare.split(" ", 1)[0] in words("pronouns", "possessive") | {"the", "a", "an"}:
        return MentionKind.DESCRIPTION
    capital = all(word[:1].isupper() or word in words("names", "particles") for word in text.split())
    return MentionKind.NAME if capital and not set(bare.split()) & described() else MentionKind.DESCRIPTION
