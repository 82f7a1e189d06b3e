"""Findings over invented accounts: what contradicts, and the traps that do not."""

from dataclasses import replace

import pytest
from judge.told import compare, relations

from onrecord.align import RULES as ALIGN_RULES
from onrecord.judge import RULES
from onrecord.records import Accounts, Decision, Reason, RelationKind, Ruling, Sources

HARBOUR = "Mayor Mira Dole of Ostrel sold the old harbour to the Vantor shipping company on Monday.\n\nThe town needs the money for two new schools."
CONFLICTS = [
    (HARBOUR, "Mayor Mira Dole of Ostrel did not sell the old harbour to the Vantor shipping company.", Reason.POLARITY),
    (
        "President Orlan Vesk pressed Prime Minister Mira Dole on the border.",
        "Prime Minister Mira Dole pressed President Orlan Vesk on the border.",
        Reason.ROLE_REVERSAL,
    ),
    ("Police in Ostrel arrested 40 marchers at the harbour on Friday.", "Police in Ostrel arrested 65 marchers at the harbour on Friday.", Reason.NUMBER),
    ("President Orlan Vesk went to the talks with a plan.", "President Orlan Vesk went to the talks in Ostrel without any plan.", Reason.POLARITY),
    ("In Ostrel, 40 houses were flooded by the river on Friday.", "In Ostrel, 65 houses were flooded by the river on Friday.", Reason.NUMBER),
]
TRAPS = [
    ("more detail", HARBOUR, "Mayor Mira Dole of Ostrel sold the old harbour, with its two piers, to the Vantor shipping company for a low price."),
    ("passive", HARBOUR, "The old harbour was sold to the Vantor shipping company by Mayor Mira Dole of Ostrel."),
    ("contraction", "Mira Dole didn't sell the old harbour.", "Mira Dole did not sell the old harbour."),
    ("other scope", HARBOUR, "Mayor Mira Dole of Ostrel did not sell the fish market of Lindau, which belongs to the province."),
    ("condition", HARBOUR, "If Mayor Mira Dole of Ostrel does not sell the old harbour to the Vantor shipping company, the schools will close."),
    ("other count", "Police in Ostrel arrested 40 marchers at the harbour.", "Police in Ostrel sent 65 officers to the harbour."),
]


@pytest.mark.parametrize(("one", "other", "reason"), CONFLICTS)
def test_conflict(one: str, other: str, reason: Reason) -> None:
    found = relations(one, other)
    assert [relation.reason for relation in found if relation.kind is RelationKind.CONFLICTS] == [reason]
    assert all(relation.basis.by in RULES for relation in found)


@pytest.mark.parametrize(("name", "one", "other"), TRAPS)
def test_trap(name: str, one: str, other: str) -> None:
    assert relations(one, other) == [], name


def test_evidence_is_the_two_places_left_then_right() -> None:
    articles, claims, findings = compare(*CONFLICTS[1][:2])
    homes = {claim.id: {member.anchor.document for member in claim.members} for claim in claims}
    texts = {article.document.id: article.document.text for article in articles}
    (relation,) = (relation for finding in findings for relation in finding.relations)
    left, right = relation.basis.evidence
    assert left.document in homes[relation.left]
    assert right.document in homes[relation.right]
    assert "pressed" in texts[left.document][left.span.start : left.span.end]


def test_own_voices_that_conflict_are_accounts_that_differ_without_a_source() -> None:
    finding = next(finding for finding in compare(*CONFLICTS[1][:2])[2] if finding.relations)
    assert (finding.accounts, finding.sources) == (Accounts.DIFFER, Sources.NONE)


def test_an_account_that_sets_two_speakers_against_each_other() -> None:
    text = (
        "Minister Orlan Vesk said that the talks in Ostrel on the fishing border had ended with a deal.\n\n"
        "His statement is at odds with what ambassador Mira Dole said on Sunday.\n\n"
        "Mira Dole said that the talks in Ostrel on the fishing border had broken down."
    )
    finding = next(finding for finding in compare(text)[2] if finding.relations)
    assert [relation.basis.by for relation in finding.relations] == ["rule:en.at-odds"]
    assert (finding.accounts, finding.sources) == (Accounts.ONE_ONLY, Sources.CONFLICT)


def test_every_claim_has_a_finding_and_every_rule_is_listed() -> None:
    _, claims, findings = compare(HARBOUR, CONFLICTS[0][1])
    assert {claim for finding in findings for claim in finding.claims} == {claim.id for claim in claims}
    assert {finding.basis.by for finding in findings} <= set(RULES)
    assert {claim.basis.by for claim in claims} <= set(ALIGN_RULES)


def test_a_row_holds_a_claim_and_what_contradicts_it_and_no_more() -> None:
    texts = [HARBOUR, CONFLICTS[0][1], *CONFLICTS[1][:2], *CONFLICTS[2][:2]]
    findings = compare(*texts)[2]
    relations = [relation for finding in findings for relation in finding.relations]
    assert len({(relation.left, relation.right) for relation in relations}) == len(relations)
    assert {len(finding.claims) for finding in findings if finding.relations} == {2}
    for finding in findings:
        assert {claim for relation in finding.relations for claim in (relation.left, relation.right)} <= set(finding.claims)
        assert all(finding.claims[0] in (relation.left, relation.right) for relation in finding.relations)


def test_what_a_speaker_denies_stands_against_what_another_says() -> None:
    one = "Minister Orlan Vesk said that Mira Dole accepted the offer of the Vantor company."
    other = "Ambassador Tessa Brandt denied that Mira Dole had accepted anything."
    finding = next(finding for finding in compare(one, other)[2] if finding.relations)
    assert [relation.basis.by for relation in finding.relations] == ["rule:en.denied"]
    assert (finding.accounts, finding.sources) == (Accounts.DIFFER, Sources.CONFLICT)


def test_a_headline_in_title_case_is_read_like_a_sentence() -> None:
    one = "Vesk Pressed Dole to Sign the Border Treaty\n\nPresident Orlan Vesk met Prime Minister Mira Dole and pressed her to sign."
    other = "President Orlan Vesk and Prime Minister Mira Dole met.\n\nPrime Minister Mira Dole pressed President Orlan Vesk to sign the border treaty."
    assert Reason.ROLE_REVERSAL in {relation.reason for relation in relations(one, other)}


def test_the_order_of_the_accounts_changes_nothing() -> None:
    texts = [HARBOUR, CONFLICTS[0][1], TRAPS[0][2]]
    assert compare(*texts)[1:] == compare(*reversed(texts))[1:]


def test_an_unrelated_account_changes_no_finding() -> None:
    stranger = "Researchers in Quillon described a beetle that stores rainwater.\n\n“It drinks at night,” Dr Anselm Roake said."
    before = set(compare(HARBOUR, CONFLICTS[0][1])[2])
    assert before <= set(compare(HARBOUR, CONFLICTS[0][1], stranger)[2])


def test_a_person_joins_two_claims() -> None:
    _, claims, _ = compare(HARBOUR, "Wages in the shipyards of Ostrel rose again in spring.")
    one, other = claims[0], claims[-1]
    ruling = Decision(left=one.id, right=other.id, same=True, user="ada", at="2026-01-01")
    joined = compare(HARBOUR, "Wages in the shipyards of Ostrel rose again in spring.", decisions=[ruling])[1]
    assert any({*one.members, *other.members} <= set(claim.members) for claim in joined)


def test_a_person_parts_two_tellings() -> None:
    texts = HARBOUR, TRAPS[1][2]
    _, claims, _ = compare(*texts)
    together = next(claim for claim in claims if len(claim.members) > 1)
    voices = [member.voice or member.statement or "" for member in together.members]
    ruling = Decision(left=voices[0], right=voices[1], same=False, user="ada", at="2026-01-01")
    parted = compare(*texts, decisions=[ruling])[1]
    assert not any(set(together.members) <= set(claim.members) for claim in parted)


def test_a_person_rules_what_contradicts_what() -> None:
    texts = HARBOUR, CONFLICTS[0][1]
    _, claims, findings = compare(*texts)
    relation = next(relation for finding in findings for relation in finding.relations)
    by_id = {claim.id: claim for claim in claims}
    left, right = (next(m.statement or m.voice or "" for m in by_id[one].members) for one in (relation.left, relation.right))
    none = Decision(left=right, right=left, same=False, user="ada", at="2026-01-01", kind=Ruling.CONFLICT)
    assert (relation.left, relation.right) not in {(r.left, r.right) for f in compare(*texts, decisions=[none])[2] for r in f.relations}
    again = replace(none, same=True, at="2026-01-02", note="they do")
    ruled = [r for f in compare(*texts, decisions=[none, again])[2] for r in f.relations if r.reason is Reason.DECISION]
    assert [(r.left, r.right, r.kind, r.basis.score) for r in ruled] == [(relation.left, relation.right, RelationKind.CONFLICTS, 1.0)]


def test_what_is_told_of_two_days_has_changed_and_does_not_contradict() -> None:
    one = "Published: 2031-05-09\n\nMayor Odo Brenn refused the council's offer for the old harbour on Monday."
    other = "Published: 2031-05-09\n\nMayor Odo Brenn accepted the council's offer for the old harbour on Friday."
    found = [(relation.kind, len(relation.basis.evidence)) for relation in relations(one, other)]
    assert found == [("changed", 4)]


def test_what_is_told_of_one_day_contradicts_also_where_one_account_names_the_date() -> None:
    one = "Published: 2031-05-09\n\nMayor Odo Brenn refused the council's offer for the old harbour on Monday."
    other = "Published: 2031-05-09\n\nMayor Odo Brenn accepted the council's offer for the old harbour on May 5."
    assert "changed" not in [relation.kind for relation in relations(one, other)]
