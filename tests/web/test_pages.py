"""What the pages do with what is sent to them, without a browser: every decision that a button makes, imports, exports, what is refused."""

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from web.conftest import COURIER, HERALD

from onrecord.decisions import write_decisions
from onrecord.export.page import head_of
from onrecord.export.reading import Group, Reading, Row
from onrecord.records import Decision, Reason, RelationKind, Report, Ruling, Source
from onrecord.store import add_decisions, open_store, read_report, read_rulings
from onrecord.web import Settings, make_app
from onrecord.web.searching import write_table


class Client:
    """A desk with one compared event."""

    def __init__(self, store: Path) -> None:
        self.store = store
        self.http = TestClient(make_app(Settings(store=store, user="ada")), base_url="http://localhost", follow_redirects=False)
        files = [("files", (path.name, path.read_bytes())) for path in (HERALD, COURIER)]
        made = self.http.post("/events", data={"title": "A table"}, files=files)
        self.event = made.headers["location"].partition("?")[0].removeprefix("/events/")

    def report(self) -> Report:
        with open_store(self.store) as store:
            report = read_report(store, self.event)
        assert report
        return report

    def rows(self) -> tuple[Row, ...]:
        return Reading(self.report()).rows

    def rule(self, rule: str, **fields: str) -> tuple[Decision, ...]:
        """Presses a button; the decisions that are in the store then."""
        answer = self.http.post(f"/events/{self.event}/decisions", data={"rule": rule, "user": "ada", "note": "why", **fields})
        assert answer.status_code == 303, answer.text
        with open_store(self.store) as store:
            return read_rulings(store)


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    made = Client(tmp_path / "desk.sqlite")
    with made.http:
        yield made


def named(report: Report, name: str) -> Source:
    return next(source for source in report.sources if source.name == name)


def speaker_found(client: Client, statement: str) -> str:
    """Who says a statement, as the search has it."""
    hits = client.http.get("/v1/search", params={"limit": 500}).json()["hits"]
    return next(str(hit["speaker"]) for hit in hits if hit["statement"] == statement)


def test_two_sources_are_ruled_one_and_parted_again(client: Client) -> None:
    report = client.report()
    one, other = named(report, "Harriet Osgood"), named(report, "Corin Hale")
    (made,) = client.rule(f"merge {one.id}", other=other.id)
    assert (made.kind, made.left, made.right, made.same, made.user, made.note) == (Ruling.SAME, head_of(one), head_of(other), True, "ada", "why")
    joined = next(s for s in client.report().sources if {m.mention for m in other.mentions} <= {m.mention for m in s.mentions})
    assert {m.mention for m in one.mentions} <= {m.mention for m in joined.mentions}
    apart = next(m.mention for m in joined.mentions if m.mention in {head_of(one), head_of(other)} - {head_of(joined)})
    client.rule(f"divide {joined.id} {apart}")
    assert not any({head_of(one), head_of(other)} <= {m.mention for m in s.mentions} for s in client.report().sources)


def test_a_statement_gets_another_speaker_or_none(client: Client) -> None:
    report = client.report()
    osgood, dorrick = named(report, "Harriet Osgood"), named(report, "Anselm Dorrick")
    statement = osgood.statements[0]
    client.rule(f"speaker {statement}", **{f"speaker-{statement}": dorrick.id})
    assert statement in named(client.report(), "Anselm Dorrick").statements
    assert statement not in named(client.report(), "Harriet Osgood").statements
    assert speaker_found(client, statement) == "Anselm Dorrick"
    page = client.http.get(f"/events/{client.event}").text
    assert "speaker by decision" in page
    client.rule(f"speaker {statement}", **{f"speaker-{statement}": "nobody"})
    assert not any(statement in source.statements for source in client.report().sources)
    assert speaker_found(client, statement) not in ("Anselm Dorrick", "Harriet Osgood")
    assert "is said by nobody known" in client.http.get(f"/events/{client.event}").text


def test_a_contradiction_is_taken_away_and_another_is_said(client: Client) -> None:
    row = next(row for row in client.rows() if row.finding.relations)
    relation = row.finding.relations[0]
    sides = {side.claim.id: side.best.told_in for side in row.sides}
    client.rule(f"clash no {sides[relation.left]} {sides[relation.right]}")
    assert (relation.left, relation.right) not in {(r.left, r.right) for f in client.report().findings for r in f.relations}
    alone = [row for row in client.rows() if row.marks[0] in (Group.ONE, Group.NONE)]
    first, second = alone[0], alone[-1]
    client.rule(f"clash yes {first.sides[0].best.told_in}", other=str(second.number))
    ruled = [r for f in client.report().findings for r in f.relations if r.reason is Reason.DECISION]
    assert [(r.kind, r.basis.score) for r in ruled] == [(RelationKind.CONFLICTS, 1.0)]
    assert {ruled[0].left, ruled[0].right} == {first.sides[0].claim.id, second.sides[0].claim.id}


def test_claims_are_joined_and_parted(client: Client) -> None:
    alone = [row for row in client.rows() if row.marks[0] in (Group.ONE, Group.NONE) and len(row.sides[0].tellings) == 1]
    first, second = alone[0].sides[0].best.told_in, alone[-1].sides[0].best.told_in
    client.rule(f"join {first}", other=str(alone[-1].number))
    assert any({first, second} <= {m.statement or m.voice for m in claim.members} for claim in client.report().claims)
    client.rule(f"part {first} {second}")
    assert not any({first, second} <= {m.statement or m.voice for m in claim.members} for claim in client.report().claims)


def test_a_finding_is_dismissed_and_comes_back(client: Client) -> None:
    row = client.rows()[0]
    lead = row.sides[0].best.told_in
    (made,) = client.rule(f"dismiss {lead} {row.sides[1].best.told_in}")
    gone = [other for other in client.rows() if other.marks == (Group.DISMISSED,)]
    assert row.finding.id in {other.finding.id for other in gone}
    assert list(client.rows()[-len(gone) :]) == gone
    assert all(lead in {t.told_in for t in other.sides[0].tellings} for other in gone)  # a row that sets the same two statements side by side goes with it
    with open_store(client.store) as store:
        shown = client.http.get("/decisions").text
        assert "Dismissed:" in shown
        (own,) = re.findall(r'name="decision" value="(decision-\w+)"', shown)
        undone = client.http.post("/decisions/undo", data={"decision": own, "event": client.event})
        assert undone.status_code == 303
        assert read_rulings(store)[0] == made
    assert client.rows()[0].finding.id == row.finding.id


@pytest.mark.parametrize(
    "rule", ["", "guess a b", "merge", "merge src-0", "speaker s-0", "clash yes s-0", "join s-0", "dismiss", "divide src-0 men-0", "part a"]
)
def test_what_no_button_says_is_refused(client: Client, rule: str) -> None:
    answer = client.http.post(f"/events/{client.event}/decisions", data={"rule": rule, "other": "999"})
    assert answer.status_code == 422
    with open_store(client.store) as store:
        assert read_rulings(store) == ()


def test_an_old_comparison_says_that_it_is_old(client: Client) -> None:
    assert "have changed since" not in client.http.get(f"/events/{client.event}").text
    with open_store(client.store) as store:
        add_decisions(store, (Decision(left="men-0", right="men-1", same=True, user="bo", at="2031-01-01"),))
    assert "have changed since" in client.http.get(f"/events/{client.event}").text
    client.http.post(f"/events/{client.event}/compare")
    assert "have changed since" not in client.http.get(f"/events/{client.event}").text


def test_decisions_travel_to_another_desk(client: Client, tmp_path: Path) -> None:
    report = client.report()
    one, other = named(report, "Harriet Osgood"), named(report, "Corin Hale")
    client.rule(f"merge {one.id}", other=other.id)
    saved = client.http.get("/decisions/export").content
    elsewhere = Client(tmp_path / "other.sqlite")
    answer = elsewhere.http.post("/decisions/import", files={"file": ("decisions.jsonl", saved)})
    assert answer.headers["location"] == "/decisions?note=imported"
    elsewhere.http.post(f"/events/{elsewhere.event}/compare")
    assert elsewhere.report().sources == client.report().sources
    assert elsewhere.http.post("/decisions/import", files={"file": ("decisions.jsonl", b"nonsense")}).status_code == 422
    assert elsewhere.http.get("/decisions/export").content == saved == write_decisions(elsewhere.report().decisions)


def test_the_table_runs_no_formula(client: Client) -> None:
    answer = client.http.get("/search/export/csv", params={"person": "osgood"})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    texts = {article.document.id: article.document.text for article in client.report().articles}
    assert len(rows) > 5
    for row in rows:
        assert row["words"].split(" … ")[0] == texts[row["document"]][int(row["start"]) :][: len(row["words"].split(" … ")[0])]
    made = client.http.post("/events", data={"title": "Sums", "text-1": "Bo Venn said: “=1+1 is @all I know.”"})
    assert made.status_code == 303
    lines = client.http.get("/search/export/csv", params={"q": "know"}).content.decode("utf-8-sig")
    assert not re.search(r"(?m)(^|,)\"?[=+@-]", lines)
    assert write_table(()) == b"\xef\xbb\xbfspeaker,words,form,outlet,published,document,start,end\r\n"


def test_a_claim_is_saved_with_its_places(client: Client) -> None:
    row = client.rows()[0]
    saved = json.loads(client.http.get(f"/events/{client.event}/findings/{row.finding.id}/export").content)
    assert saved["finding"]["id"] == row.finding.id
    assert [claim["id"] for claim in saved["claims"]] == sorted(row.finding.claims, key=[claim["id"] for claim in saved["claims"]].index)
    assert client.http.get(f"/events/{client.event}/findings/finding-0/export").status_code == 404


def test_pasted_text_is_the_text_that_was_pasted(client: Client) -> None:
    words = "Mayor Bo Venn said no.\n\n\tHe left.\n"
    client.http.post("/events", data={"title": "Pasted", "text-1": words.replace("\n", "\r\n"), "outlet-1": "Gull", "published-1": "2031-02-03"})
    found = client.http.get("/v1/accounts").json()[-1]
    assert (found["outlet"], found["published"], found["provenance"]["outlet"]) == ("Gull", "2031-02-03", "given")
    assert client.http.get(f"/v1/accounts/{found['id']}").json()["text"] == words
    assert client.http.get(f"/accounts/{found['id']}/original").content == words.encode()
