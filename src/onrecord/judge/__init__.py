"""Where claims contradict each other, and where the accounts and the people in them agree and part."""

from onrecord.judge.findings import RULES, judge_claims
from onrecord.judge.pair import judge_pair
from onrecord.judge.weights import CONFLICT as MIN_CONFIDENCE

__all__ = ["MIN_CONFIDENCE", "RULES", "judge_claims", "judge_pair"]
