"""What happened to the words between accounts: quotations changed on the way, passages copied, who takes from whom, how sources are introduced."""

from onrecord.trace.families import trace_families
from onrecord.trace.introductions import trace_introductions
from onrecord.trace.leftovers import trace_leftovers
from onrecord.trace.passages import trace_passages
from onrecord.trace.provenance import trace_provenance
from onrecord.trace.rules import RULES
from onrecord.trace.variants import trace_quotes

__all__ = [
    "RULES",
    "trace_families",
    "trace_introductions",
    "trace_leftovers",
    "trace_passages",
    "trace_provenance",
    "trace_quotes",
]
