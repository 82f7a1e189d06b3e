"""What a sentence tells, made comparable: its words, names, numbers, roles and polarity, and how two of them oppose. Used by align and judge."""

from onrecord.proposition.odds import Odds, at_odds, find_odds
from onrecord.proposition.oppose import JUDGED, RULES, Opposition, find_change, find_oppositions, find_reason, judged
from onrecord.proposition.relate import Relatedness, relate_articles
from onrecord.proposition.telling import Frame, Telling, read_tellings
from onrecord.proposition.verdicts import Compared, Verdict, compare_tellings

OPPOSITIONS: dict[str, str] = {name: rule.__doc__ or "" for name, rule in RULES.items()} | {
    "rule:en.at-odds": at_odds.__doc__ or "",
    JUDGED: judged.__doc__ or "",
}

__all__ = [
    "OPPOSITIONS",
    "Compared",
    "Frame",
    "Odds",
    "Opposition",
    "Relatedness",
    "Telling",
    "Verdict",
    "compare_tellings",
    "find_change",
    "find_odds",
    "find_oppositions",
    "find_reason",
    "read_tellings",
    "relate_articles",
]
