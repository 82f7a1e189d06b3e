"""What a sentence tells, made comparable: its words, names, numbers, roles and polarity, and how two of them oppose. Used by align and judge."""

from onrecord.proposition.odds import Odds, at_odds, find_odds
from onrecord.proposition.oppose import RULES, Opposition, find_oppositions
from onrecord.proposition.telling import Frame, Telling, read_tellings

OPPOSITIONS: dict[str, str] = {name: rule.__doc__ or "" for name, rule in RULES.items()} | {"rule:en.at-odds": at_odds.__doc__ or ""}

__all__ = ["OPPOSITIONS", "Frame", "Odds", "Opposition", "Telling", "find_odds", "find_oppositions", "read_tellings"]
