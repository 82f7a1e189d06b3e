"""Sentences with one thing changed: for each kind of change pairs that conflict (or no longer agree), and harmless rewordings that still agree.

The pairs are made from the parse and are not always good English; they teach the model where to look, not how news is written.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence

OTHER, AGREES, CONFLICTS = 0, 1, 2
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
COUNTS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "fifteen", "twenty", "thirty", "forty", "fifty")
MUTUAL = frozenset(["meet", "agree", "talk", "speak", "discuss", "marry", "join", "debate", "resemble", "include", "contain", "have", "be"])
CONTRACTED = (
    ("do not", "don't"), ("does not", "doesn't"), ("did not", "didn't"), ("is not", "isn't"), ("was not", "wasn't"), ("will not", "won't"),
    ("have not", "haven't"), ("has not", "hasn't"), ("would not", "wouldn't"), ("could not", "couldn't"), ("are not", "aren't"), ("were not", "weren't"),
    ("cannot", "can't"), ("it is", "it's"),
)  # fmt: skip
SAME = (
    ("said", "stated"), ("said", "told reporters"), ("about", "around"), ("said", "declared"), ("because", "since"), ("but", "yet"), ("also", "too"),
    ("large", "big"), ("wants", "would like"), ("wanted", "sought"), ("began", "started"), ("almost", "nearly"), ("many", "a lot of"), ("percent", "per cent"),
    ("killed", "slain"), ("President Barack Obama", "Obama"), ("Hillary Clinton", "Clinton"), ("Donald Trump", "Trump"), ("announced", "made public"),
    ("criticized", "attacked"), ("help", "assist"), ("buy", "purchase"), ("show", "demonstrate"), ("shows", "demonstrates"), ("rejected", "turned down"),
    ("called", "described as"),
)  # fmt: skip
HEDGED = ("may have", "might have", "is said to have", "reportedly", "allegedly", "apparently")
SPEECH = frozenset(["say", "tell", "add", "state", "declare", "note", "argue", "insist", "explain", "write", "claim"])


def splice(sentence, start: int, end: int, words: str) -> str:
    """The sentence with the tokens start..end replaced."""
    text, offset = sentence.text, sentence.start_char
    return text[: sentence.doc[start].idx - offset] + words + text[sentence.doc[end - 1].idx + len(sentence.doc[end - 1]) - offset :]


def number(sentence, names: Sequence[str]) -> Iterator[tuple[str, int]]:
    for token in sentence:
        if token.like_num and token.ent_type_ not in ("DATE", "TIME", "ORDINAL") and token.lower_ != "one":
            digits = token.text.replace(",", "")
            if digits.isdigit() and not 1500 < int(digits) < 2100:
                value = int(digits)
                other = value + random.choice((1, 2, 3, -1, max(2, value // 3), value)) or value + 4
                yield splice(sentence, token.i, token.i + 1, f"{abs(other):,}" if "," in token.text else str(abs(other))), CONFLICTS
            elif token.lower_ in COUNTS:
                yield splice(sentence, token.i, token.i + 1, random.choice([c for c in COUNTS if c != token.lower_])), CONFLICTS


def date(sentence, names: Sequence[str]) -> Iterator[tuple[str, int]]:
    for token in sentence:
        for row in (DAYS, MONTHS):
            if token.text in row and not (token.text == "May" and token.pos_ == "AUX"):
                yield splice(sentence, token.i, token.i + 1, random.choice([d for d in row if d != token.text])), CONFLICTS
        if token.text.isdigit() and 1950 <= int(token.text) <= 2030:
            yield splice(sentence, token.i, token.i + 1, str(int(token.text) + random.choice((-3, -2, -1, 1, 2)))), CONFLICTS


def people(sentence):
    return [ent for ent in sentence.ents if ent.label_ in ("PERSON", "ORG", "GPE") and ent.root.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj")]


def name(sentence, names: Sequence[str]) -> Iterator[tuple[str, int]]:
    found = people(sentence)
    if found:
        ent = random.choice(found)
        other = random.choice(names)
        if not set(other.lower().split()) & set(ent.text.lower().split()) and ent.root.head.lemma_ not in SPEECH:
            yield splice(sentence, ent.start, ent.end, other), CONFLICTS


def role(sentence, names: Sequence[str]) -> Iterator[tuple[str, int]]:
    for verb in (t for t in sentence if t.pos_ == "VERB" and t.lemma_ not in MUTUAL):
        subject = next((e for e in sentence.ents if e.root.dep_ == "nsubj" and e.root.head == verb), None)
        objects = [e for e in sentence.ents if (e.root.dep_ == "dobj" and e.root.head == verb) or (e.root.dep_ == "pobj" and e.root.head.head == verb)]
        kinds = ("PERSON", "ORG", "GPE", "NORP")
        if subject and objects and subject.label_ in kinds and objects[0].label_ in kinds and subject.text != objects[0].text:
            one, other = sorted((subject, objects[0]), key=lambda e: e.start)
            swapped = splice(sentence, other.start, other.end, one.text)
            at = one.start_char - sentence.start_char
            yield swapped[:at] + other.text + swapped[at + len(one.text) :], CONFLICTS


def negation(sentence, names: Sequence[str]) -> Iterator[tuple[str, int]]:
    root = sentence.root
    not_ = next((c for c in root.children if c.dep_ == "neg"), None)
    helper = next((c for c in root.children if c.dep_ in ("aux", "auxpass") and c.tag_ != "TO"), None)
    if root.lemma_ in SPEECH:
        inner = next((c for c in root.children if c.dep_ == "ccomp" and c.pos_ in ("VERB", "AUX")), None)
        if inner is None or inner.i < root.i:
            return
        root = inner
        not_ = next((c for c in root.children if c.dep_ == "neg"), None)
        helper = next((c for c in root.children if c.dep_ in ("aux", "auxpass") and c.tag_ != "TO"), None)
    if not_ is not None and not_.lower_ in ("not", "n't") and helper is not None:
        yield re.sub(r"\s+", " ", splice(sentence, helper.i, not_.i + 1, {"ca": "can", "wo": "will"}.get(helper.text, helper.text))), CONFLICTS
    elif helper is not None:
        yield splice(sentence, helper.i, helper.i + 1, helper.text + random.choice((" not", " never"))), CONFLICTS
    elif root.lemma_ == "be" and root.tag_ in ("VBD", "VBZ", "VBP"):
        yield splice(sentence, root.i, root.i + 1, root.text + " not"), CONFLICTS
    elif root.tag_ in ("VBD", "VBZ", "VBP") and root.pos_ == "VERB":
        help_ = {"VBD": "did", "VBZ": "does", "VBP": "do"}[root.tag_]
        yield (
            splice(sentence, root.i, root.i + 1, random.choice((f"{help_} not {root.lemma_}", f"{help_}n't {root.lemma_}", f"denied that they {root.text}"))),
            CONFLICTS,
        )


def hedge(sentence, names: Sequence[str]) -> Iterator[tuple[str, int]]:
    root = sentence.root
    if root.tag_ == "VBD" and root.pos_ == "VERB" and root.lemma_ not in SPEECH and not any(c.dep_ in ("aux", "neg") for c in root.children):
        past = next(iter(root.doc.vocab.strings[h] for h in ()), None) or root.text
        words = random.choice(HEDGED)
        yield splice(sentence, root.i, root.i + 1, f"{words} {past}"), OTHER
    modal = next((c for c in root.children if c.lower_ in ("may", "might", "could")), None)
    if modal is not None:
        yield splice(sentence, modal.i, modal.i + 1, "will"), OTHER


def source(sentence, names: Sequence[str]) -> Iterator[tuple[str, int]]:
    """The same words, another speaker: one utterance cannot be two people's."""
    for ent in sentence.ents:
        verb = ent.root.head
        if ent.label_ in ("PERSON", "ORG") and ent.root.dep_ == "nsubj" and verb.lemma_ in SPEECH and "“" in sentence.text + "”":
            other = random.choice(names)
            if not set(other.lower().split()) & set(ent.text.lower().split()):
                yield splice(sentence, ent.start, ent.end, other), CONFLICTS


def harmless(sentence, names: Sequence[str]) -> Iterator[tuple[str, int]]:
    text = sentence.text
    options = []
    for one, other in (*CONTRACTED, *SAME):
        for a, b in ((one, other), (other, one)):
            if re.search(rf"\b{re.escape(a)}\b", text):
                options.append(re.sub(rf"\b{re.escape(a)}\b", b, text, count=1))
    for day in DAYS:
        if f" on {day}" in text:
            options.append(text.replace(f" on {day}", f" {day}"))
    for token in sentence:
        if (
            token.dep_ == "advmod"
            and token.tag_ == "RB"
            and token.text.endswith("ly")
            and token.lower_ not in ("allegedly", "reportedly", "only", "early", "hardly")
        ):
            options.append(re.sub(r"\s+", " ", splice(sentence, token.i, token.i + 1, "")))
        if (
            token.dep_ in ("appos", "relcl")
            and token.i > sentence.start + 1
            and token.left_edge.i > sentence.start
            and token.doc[token.left_edge.i - 1].text == ","
        ):
            options.append(re.sub(r"\s+([,.])", r"\1", re.sub(r"\s+", " ", splice(sentence, token.left_edge.i - 1, token.right_edge.i + 1, ""))))
        if (
            token.dep_ == "prep"
            and token.head == sentence.root
            and token.i > sentence.root.i
            and token.right_edge.i < sentence.end - 2
            and token.lower_ in ("in", "at", "during", "after")
        ):
            options.append(re.sub(r"\s+([,.])", r"\1", re.sub(r"\s+", " ", splice(sentence, token.left_edge.i, token.right_edge.i + 1, ""))))
    root = sentence.root
    if root.lemma_ in ("say", "add", "insist", "argue") and root.i < sentence.start + 6:
        inner = next((c for c in root.children if c.dep_ == "ccomp" and c.i > root.i), None)
        if inner is not None and inner.right_edge.i >= sentence.end - 2:
            told = sentence.doc[inner.left_edge.i : inner.right_edge.i + 1].text.removeprefix("that ")
            head = sentence.doc[sentence.start : root.i + 1].text
            options.append(
                f"{told[:1].upper()}{told[1:].rstrip('.')}, {head[0].lower() + head[1:] if head.split()[0] in ('The', 'He', 'She', 'They') else head}."
            )
    yield from ((option, AGREES) for option in random.sample(options, min(2, len(options))))


KINDS: tuple[Callable[..., Iterator[tuple[str, int]]], ...] = (number, date, name, role, negation, hedge, source, harmless)


def change(doc, names: Sequence[str]) -> Iterator[tuple[str, str, int, str]]:
    """(sentence, changed, label, kind) for the sentences of a parsed text."""
    for sentence in doc.sents:
        text = sentence.text.strip()
        if not 7 <= len(sentence) <= 36 or not text[:1].isupper() or text[-1] not in '.”"' or "\n" in text:
            continue
        for kind in KINDS:
            for changed, label in kind(sentence, names):
                if changed.strip() != text:
                    yield text, changed.strip(), label, kind.__name__
