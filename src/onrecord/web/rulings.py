"""Pages where people correct: one claim, one source, all decisions."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from onrecord.decisions import decision_id, find_in_force, read_decisions, write_decisions
from onrecord.errors import MissingError
from onrecord.export.json import encode, shape_claim, shape_finding
from onrecord.export.page import make_page
from onrecord.export.reading import Reading
from onrecord.export.shapes import Shape, texts_of
from onrecord.export.shown import Page, ShownTelling
from onrecord.export.wording import word_ruling
from onrecord.records import Decision, Report, SourceKind
from onrecord.store import Store, add_decisions, find_document, find_place, read_event, read_rulings, undo_decision
from onrecord.text import exact
from onrecord.web.api import Desk
from onrecord.web.corrections import read_rule
from onrecord.web.forms import Form, find_user, frame_of, lead_on
from onrecord.web.showing import show
from onrecord.web.work import compare_event, find_report, now

router = APIRouter()


@router.get("/events/{event}/findings/{finding}")
def see_finding(event: str, finding: str, request: Request, store: Desk) -> Response:
    """One claim with all that it rests on, and everything that can be corrected in it."""
    kept, report = read_event(store, event), find_report(store, event)
    page = make_page(report)
    row = next((row for section in page.sections for row in section.rows if row.id == finding), None)
    if row is None:
        raise MissingError("this claim is not in the comparison any more; decisions or accounts have changed since")
    values = {
        "page": page,
        "kept": kept,
        "row": row,
        "people": list_people(report),
        "base": f"/events/{event}",
        "relations": find_relations(report, finding),
    }
    return show("finding.html", frame_of(request, "event"), values)


@router.get("/events/{event}/findings/{finding}/export")
def export_finding(event: str, finding: str, store: Desk) -> Response:
    """A claim with all its tellings and relations as JSON, in the shapes of a report."""
    report = find_report(store, event)
    found = next((one for one in report.findings if one.id == finding), None)
    if found is None:
        raise MissingError("this claim is not in the comparison any more; decisions or accounts have changed since")
    texts = texts_of(report)
    claims: Shape = {"claims": [shape_claim(texts, claim) for claim in report.claims if claim.id in found.claims], "finding": shape_finding(texts, found)}
    return Response(encode(claims, indent=1), media_type="application/json", headers={"Content-Disposition": f'attachment; filename="{found.id}.json"'})


def find_relations(report: Report, finding: str) -> list[tuple[str, str, str, str]]:
    """Of each contradiction of a finding: the letters of its sides, and what tells them."""
    row = next(row for row in Reading(report).rows if row.finding.id == finding)
    sides = {side.claim.id: side for side in row.sides}
    held = [r for r in row.finding.relations if r.left in sides and r.right in sides]
    return [(sides[r.left].letter, sides[r.right].letter, sides[r.left].best.told_in, sides[r.right].best.told_in) for r in held]


def list_people(report: Report) -> list[tuple[str, str]]:
    """Everybody who is named or speaks: id and name."""
    named = [source for source in report.sources if source.kind != SourceKind.UNNAMED or source.statements]
    return sorted(((source.id, source.name) for source in named), key=lambda pair: (pair[1].casefold(), pair[0]))


@router.get("/events/{event}/sources/{source}")
def see_source(event: str, source: str, request: Request, store: Desk) -> Response:
    """Everything that one source says in an event, what it is called, and why that is one source."""
    kept, report = read_event(store, event), find_report(store, event)
    page = make_page(report)
    shown = next((one for one in page.sources if one.id == source), None)
    if shown is None:
        raise MissingError("this source is not in the comparison any more; decisions or accounts have changed since")
    said = list_said(page, shown.name)
    quoted = [quotation for quotation in page.quotations if quotation.speaker == shown.name]
    values = {"page": page, "kept": kept, "source": shown, "said": said, "quoted": quoted, "people": list_people(report), "base": f"/events/{event}"}
    return show("source.html", frame_of(request, "event"), values)


def list_said(page: Page, name: str) -> list[tuple[ShownTelling, list[int]]]:
    """What somebody says, each place once with the numbers of its claims, in the order of the accounts."""
    found: dict[tuple[int, int, int], tuple[ShownTelling, list[int]]] = {}
    for row in (row for section in page.sections for row in section.rows):
        for t in (t for cell in row.cells for t in cell if t.speaker == name):
            found.setdefault((t.place.account, t.place.start, t.place.end), (t, []))[1].append(row.number)
    return [found[key] for key in sorted(found)]


@router.post("/events/{event}/decisions")
def decide(event: str, request: Request, store: Desk, form: Form) -> Response:
    """Keeps what a button says, compares again, and leads to the row that it is about."""
    user = form.text("user")[:100] or find_user(request)
    decisions = read_rule(form.text("rule"), form.fields, find_report(store, event), user=user, at=now())
    add_decisions(store, decisions)
    row = find_row(compare_event(store, event), decisions[0])
    return lead_on(f"/events/{event}{f'#row-{row}' if row else '#rulings'}", "kept", user)


def find_row(report: Report, decision: Decision) -> int | None:
    """The row in which something stands that a decision names."""
    return next((row.number for row in Reading(report).rows if any(t.told_in == decision.left for cell in row.cells for t in cell)), None)


@router.get("/decisions")
def see_decisions(request: Request, store: Desk) -> Response:
    made = read_rulings(store)
    held = set(map(decision_id, find_in_force(made)))
    shown = [describe(store, decision, decision_id(decision) in held) for decision in reversed(made)]
    return show("decisions.html", frame_of(request, "decisions"), {"decisions": shown})


def describe(store: Store, decision: Decision, in_force: bool) -> dict[str, object]:
    """A decision in words: the verbatim ones of the two records, as far as they are known here."""
    left, right = (find_words(store, one) if one else "" for one in (decision.left, decision.right))
    what = word_ruling(decision)
    return {
        "id": decision_id(decision),
        "decision": decision,
        "what": what,
        "left": left,
        "right": right,
        "in_force": in_force,
    }


def find_words(store: Store, record: str) -> str:
    place = find_place(store, record)
    return exact(find_document(store, place.document).text, place.span) if place else record


@router.post("/decisions/undo")
def undo(request: Request, store: Desk, form: Form) -> Response:
    undo_decision(store, form.text("decision"), user=find_user(request), at=now())
    back = form.text("event")
    if back:
        compare_event(store, back)
        return lead_on(f"/events/{back}", "compared")
    return lead_on("/decisions", "undone")


@router.post("/decisions/import")
def import_decisions(store: Desk, form: Form) -> Response:
    add_decisions(store, [decision for file in form.files for decision in read_decisions(file.data)])
    return lead_on("/decisions", "imported")


@router.get("/decisions/export")
def export_decisions(store: Desk) -> Response:
    headers = {"Content-Disposition": 'attachment; filename="decisions.jsonl"'}
    return Response(write_decisions(read_rulings(store)), media_type="application/jsonl", headers=headers)
