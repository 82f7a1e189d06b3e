"""What a sentence tells, made comparable: its words, names, numbers, roles and polarity, and how two of them oppose. Used by align and judge."""

from onrecord.proposition.oppose import RULES as OPPOSITIONS
from onrecord.proposition.oppose import Opposition, find_oppositions
from onrecord.proposition.telling import Frame, Telling, read_tellings

__all__ = ["OPPOSITIONS", "Frame", "Opposition", "Telling", "find_oppositions", "read_tellings"]
