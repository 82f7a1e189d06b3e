"""Sentences, mentions, statements and the outlet's own voice of one document."""

from onrecord.annotate.attributions import find_attributions
from onrecord.annotate.clauses import find_clauses
from onrecord.annotate.mentions import find_mentions
from onrecord.annotate.parsing import find_sentences, parse_document
from onrecord.annotate.rules import RULES
from onrecord.annotate.statements import make_statements
from onrecord.annotate.voices import find_voices
from onrecord.models import Models
from onrecord.quotes import find_quotations
from onrecord.records import Annotated, Document

__all__ = ["RULES", "annotate"]


def annotate(document: Document, models: Models) -> Annotated:
    """What one document says: who said what, what the outlet says itself, and who is mentioned. Furniture, bylines and credits are not read."""
    paragraphs = parse_document(document, models)
    sentences = find_sentences(document, paragraphs)
    quotations = find_quotations(document.text, document.blocks)
    statements = make_statements(document, find_attributions(document, paragraphs, quotations, models.tagger), quotations)
    voices = find_voices(document, sentences, statements, paragraphs)
    return Annotated(
        document=document,
        sentences=sentences,
        mentions=find_mentions(document, paragraphs, statements),
        statements=statements,
        voices=voices,
        clauses=find_clauses(document, paragraphs, statements, voices),
    )
