"""Where claims contradict each other, and where the accounts and the people in them agree and part."""

from onrecord.judge.findings import RULES, judge_claims

__all__ = ["RULES", "judge_claims"]
