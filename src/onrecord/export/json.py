"""The whole report as one JSON object, `onrecord-report/1`: keys sorted, no time stamps, UTF-8; the same input gives the same bytes."""

import msgspec

from onrecord.decisions import decision_id
from onrecord.export.shapes import Json, Shape, Texts, shape_article, shape_basis, shape_place, shape_span, speakers_of, texts_of
from onrecord.records import (
    Anchor,
    Claim,
    Decision,
    Edit,
    Family,
    Finding,
    Introduction,
    Leftover,
    Member,
    Passage,
    Provenance,
    QuoteVariant,
    Relation,
    Report,
    Run,
    Source,
)

FORMAT = "onrecord-report/1"


def encode(value: Json, *, indent: int = 0) -> bytes:
    """JSON with sorted keys, in UTF-8, on one line or indented."""
    data = msgspec.json.encode(value, order="sorted")
    return msgspec.json.format(data, indent=indent) if indent else data


def export_json(report: Report) -> bytes:
    """The report with every place that it rests on, each with its exact words."""
    texts, speakers = texts_of(report), speakers_of(report)
    return (
        encode(
            {
                "format": FORMAT,
                "run": shape_run(report.run),
                "documents": [shape_article(article, speakers) for article in report.articles],
                "sources": [shape_source(texts, source) for source in report.sources],
                "claims": [shape_claim(texts, claim) for claim in report.claims],
                "relations": [shape_relation(texts, relation) for finding in report.findings for relation in finding.relations],
                "findings": [shape_finding(texts, finding) for finding in report.findings],
                "variants": [shape_variant(texts, variant) for variant in report.variants],
                "families": [shape_family(texts, family) for family in report.families],
                "passages": [shape_passage(texts, passage) for passage in report.passages],
                "decisions": [shape_decision(decision) for decision in report.decisions],
                "provenance": shape_provenance(texts, report.provenance),
                "leftovers": [shape_leftover(texts, leftover) for leftover in report.leftovers],
                "introductions": [shape_introduction(texts, introduction) for introduction in report.introductions],
            },
            indent=1,
        )
        + b"\n"
    )


def shape_run(run: Run) -> Shape:
    return {"version": run.version, "models": list(run.models), "settings": dict(run.settings), "rules": dict(run.rules)}


def shape_source(texts: Texts, source: Source) -> Shape:
    return {
        "id": source.id,
        "name": source.name,
        "kind": str(source.kind),
        "roles": list(source.roles),
        "mentions": [{**shape_place(texts, m.anchor), "id": m.mention, "basis": shape_basis(texts, m.basis)} for m in source.mentions],
        "statements": list(source.statements),
        "basis": shape_basis(texts, source.basis),
    }


def shape_claim(texts: Texts, claim: Claim) -> Shape:
    return {
        "id": claim.id,
        "gist": shape_place(texts, claim.gist),
        "members": [shape_member(texts, member) for member in claim.members],
        "basis": shape_basis(texts, claim.basis),
    }


def shape_member(texts: Texts, member: Member) -> Shape:
    return {**shape_place(texts, member.anchor), "source": member.source, "statement": member.statement, "voice": member.voice}


def shape_relation(texts: Texts, relation: Relation) -> Shape:
    return {
        "left": relation.left,
        "right": relation.right,
        "kind": str(relation.kind),
        "reason": str(relation.reason),
        "basis": shape_basis(texts, relation.basis),
    }


def shape_finding(texts: Texts, finding: Finding) -> Shape:
    return {
        "id": finding.id,
        "claims": list(finding.claims),
        "accounts": str(finding.accounts),
        "sources": str(finding.sources),
        "relations": [shape_relation(texts, relation) for relation in finding.relations],
        "basis": shape_basis(texts, finding.basis),
    }


def shape_variant(texts: Texts, variant: QuoteVariant) -> Shape:
    left, right = texts[variant.left.document], texts[variant.right.document]

    def shape_edit(edit: Edit) -> Shape:
        sides = (("left", left, variant.left.document, edit.left), ("right", right, variant.right.document, edit.right))
        places: Shape = {side: {"document": document, **shape_span(text, span)} for side, text, document, span in sides}
        return {"kind": str(edit.kind), "marked": edit.marked, "where": str(edit.where) if edit.where else None, **places}

    return {
        "id": variant.id,
        "left": shape_place(texts, variant.left),
        "right": shape_place(texts, variant.right),
        "statements": list(variant.statements),
        "source": variant.source,
        "edits": [shape_edit(edit) for edit in variant.edits],
        "severity": str(variant.severity),
        "losses": [shape_basis(texts, loss) for loss in variant.losses],
        "basis": shape_basis(texts, variant.basis),
    }


def shape_family(texts: Texts, family: Family) -> Shape:
    return {
        "id": family.id,
        "source": family.source,
        "versions": [{"places": [shape_place(texts, place) for place in v.places], "variants": list(v.variants)} for v in family.versions],
        "links": [list(link) for link in family.links],
    }


def shape_passage(texts: Texts, passage: Passage) -> Shape:
    return {
        "id": passage.id,
        "left": shape_place(texts, passage.left),
        "right": shape_place(texts, passage.right),
        "kind": str(passage.kind),
        "credit": shape_place(texts, passage.credit) if passage.credit else None,
        "basis": shape_basis(texts, passage.basis),
    }


def shape_decision(decision: Decision) -> Shape:
    return {
        "id": decision_id(decision),
        "kind": str(decision.kind),
        "left": decision.left,
        "right": decision.right,
        "same": decision.same,
        "user": decision.user,
        "at": decision.at,
        "note": decision.note,
    }


def shape_provenance(texts: Texts, provenance: Provenance) -> Shape:
    return {
        "origins": [{"id": origin.id, "name": origin.name, "document": origin.document} for origin in provenance.origins],
        "flows": [
            {
                "origin": flow.origin,
                "account": flow.account,
                "kind": str(flow.kind),
                "credit": str(flow.credit) if flow.credit else None,
                "directed": flow.directed,
                "basis": shape_basis(texts, flow.basis),
            }
            for flow in provenance.flows
        ],
    }


def shape_leftover(texts: Texts, leftover: Leftover) -> Shape:
    return {"id": leftover.id, **shape_place(texts, Anchor(leftover.document, leftover.span)), "basis": shape_basis(texts, leftover.basis)}


def shape_introduction(texts: Texts, introduction: Introduction) -> Shape:
    return {
        "statement": introduction.statement,
        "source": introduction.source,
        "cue": shape_place(texts, Anchor(introduction.document, introduction.cue)),
        "stance": str(introduction.stance) if introduction.stance else None,
        "same": list(introduction.same),
    }
