"""Paragraphs with their parse: what the other functions of this stage look at."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.models import Models
from onrecord.records import Block, BlockRole, Document, Span
from onrecord.text import View, find_rewrites, make_view, trim

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Phrase

READ = (BlockRole.HEADLINE, BlockRole.BODY, BlockRole.CAPTION)
# Line breaks and the brackets of an insertion ("[The minister] said") are spaces to the parser, which takes a bracket for a word.
WHITE = re.compile(r"[^\S ]|\[(?=[^\W\d_])|(?<=[^\W\d_])\](?=[ ,.”’])")
WORD, CAPITAL, LOWER = re.compile(r"[^\W\d_]{3,}"), re.compile(r"\b[A-Z][^\W\d_]+(?![\w])"), re.compile(r"(?<![\w.\-’'])[a-z]{2,}\b")
MOSTLY = 0.6  # share of a headline's words of three letters and more; set by hand
CLOSING = frozenset("”’»")
# No sentence starts with one of these.
NEVER_FIRST = frozenset((",", ";", ":", ")", "]", "%", "!", "?", "."))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block that is read, its view for the parser (line breaks as spaces), and the parse of that view."""

    block: Block
    view: View
    doc: "Doc"

    def lift(self, piece: "Token | Phrase") -> Span:
        """Where a token or phrase of the parse stands in the document."""
        start = piece.idx if hasattr(piece, "idx") else piece.start_char
        return self.view.lift(Span(start, start + len(piece.text)))


def parse_document(document: Document, models: Models) -> tuple[Paragraph, ...]:
    """The parse of every headline, body paragraph and caption, in text order."""
    blocks = [block for block in document.blocks if block.role in READ]
    plain = _find_plain_words(document.text, blocks)
    views = [make_view(document.text, block.span, _rewrite(document.text, block, plain)) for block in blocks]
    docs = models.parser.pipe(mark_boundaries(models.parser.make_doc(view.text)) for view in views)
    return tuple(Paragraph(block, view, doc) for block, view, doc in zip(blocks, views, docs, strict=True))


def _find_plain_words(text: str, blocks: Sequence[Block]) -> frozenset[str]:
    """The words that stand in lower case somewhere in the text that is read, headlines left out."""
    return frozenset(word for block in blocks if block.role != BlockRole.HEADLINE for word in LOWER.findall(text, block.span.start, block.span.end))


def _rewrite(text: str, block: Block, plain: Set[str]) -> list[tuple[Span, str]]:
    """White space as spaces; in a headline in title case, which a parser takes for one long name, words that the body has in lower case are in lower case."""
    rewrites = list(find_rewrites(text, block.span, WHITE, " "))
    words = list(CAPITAL.finditer(text, block.span.start, block.span.end))
    title_case = block.role == BlockRole.HEADLINE and len(words) > MOSTLY * len(WORD.findall(text, block.span.start, block.span.end))
    if title_case:
        rewrites += [(Span(*word.span()), word[0].lower()) for word in words[1:] if word[0].lower() in plain and len(word[0].lower()) == len(word[0])]
    return sorted(rewrites, key=lambda rewrite: rewrite[0])


def mark_boundaries(doc: "Doc") -> "Doc":
    """The parser's input with the places marked where no sentence starts: at closing marks, and after a quotation that ends with a comma."""
    for token in doc[1:]:
        if token.text in NEVER_FIRST or is_closing(token) or _runs_on(doc, token):
            token.is_sent_start = False
    return doc


def _runs_on(doc: "Doc", token: "Token") -> bool:
    """Whether a token stands behind a quotation that ends with a comma, or behind a closing bracket and in lower case."""
    before = doc[token.i - 1]
    if before.text in ("]", ")"):
        return token.text[:1].islower()
    return is_closing(before) and before.i > 0 and doc[before.i - 1].text == ","


def is_closing(token: "Token") -> bool:
    """Whether a token is a closing quotation mark; a straight one is, when it stands right behind a word."""
    if token.text in CLOSING:
        return True
    return token.text in ('"', "''", "'") and token.i > 0 and not token.doc[token.i - 1].whitespace_


def find_sentences(document: Document, paragraphs: Sequence[Paragraph]) -> tuple[Span, ...]:
    """The sentences in text order, without white space at their ends; each lies in one block."""
    spans = (trim(document.text, paragraph.lift(sentence)) for paragraph in paragraphs for sentence in paragraph.doc.sents if not sentence.text.isspace())
    return tuple(span for span in spans if span.start < span.end)
