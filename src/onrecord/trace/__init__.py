"""What happened to the words between accounts: quotations that were changed on the way, and passages that were copied."""

from onrecord.trace.families import trace_families
from onrecord.trace.passages import trace_passages
from onrecord.trace.rules import RULES
from onrecord.trace.variants import trace_quotes

__all__ = ["RULES", "trace_families", "trace_passages", "trace_quotes"]
