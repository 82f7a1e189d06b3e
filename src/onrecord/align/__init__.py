"""Which tellings, in which accounts and by whom, are one claim."""

from onrecord.align.claims import RULES, align_claims

__all__ = ["RULES", "align_claims"]
