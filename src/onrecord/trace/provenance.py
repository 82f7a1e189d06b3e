"""Who takes from whom: the accounts, those whom they credit, and the passages that they have in common."""

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from onrecord.records import (
    Anchor,
    Annotated,
    Basis,
    Credit,
    CreditKind,
    Document,
    Flow,
    FlowKind,
    Origin,
    Passage,
    Provenance,
    content_id,
)
from onrecord.text import exact
from onrecord.trace.rules import CANONICAL, CREDITED, FLOW_SCORES, TAKEN

DAY = re.compile(r"\d{4}-\d\d-\d\d")
STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?P<zone>Z|[+-]\d\d:?\d\d)")


def trace_provenance(articles: Sequence[Annotated], passages: Sequence[Passage]) -> Provenance:
    """The graph of all accounts, each an origin itself: what its credits and canonical link name, and passages in common.

    A credit that names another account's outlet leads to that account; other names are origins of their own, the same one for the same name. A passage has a
    direction only where both dates of publication are known and differ. Ordered by id.
    """
    documents = sorted((article.document for article in articles), key=lambda document: document.id)
    accounts = {document.id: Origin(id=document.id, name=name_of(document), document=document.id) for document in documents}
    named = {fold_name(document.meta.outlet.value): accounts[document.id] for document in reversed(documents) if document.meta.outlet}
    flows: list[Flow] = []
    origins = dict(accounts)
    for document in documents:
        for credit in document.credits:
            origin = find_origin(exact(document.text, credit.name), named)
            if origin.id != document.id:
                origins.setdefault(origin.id, origin)
                flows.append(from_credit(document, credit, origin))
    flows += [*link_canonical(documents), *(from_passage(passage, {d.id: d for d in documents}) for passage in passages)]
    return Provenance(origins=tuple(sorted(origins.values(), key=lambda o: (o.document is None, o.id))), flows=tuple(sorted(flows, key=rank_flow)))


def name_of(document: Document) -> str:
    """What an account is called: its outlet, else its file's name."""
    return document.meta.outlet.value if document.meta.outlet else re.split(r"[\\/]", document.meta.path)[-1]


def fold_name(name: str) -> str:
    """A name as it is compared: "the REUTERS" is "reuters"."""
    return re.sub(r"^the\s+", "", " ".join(name.casefold().split())).rstrip(".")


def find_origin(name: str, named: Mapping[str, Origin]) -> Origin:
    """The account of that outlet, else an origin of its own; of a picture credit ("Kim Dale/AP") the agency behind the stroke."""
    whole = name.rsplit("/", maxsplit=1)[-1].strip()
    key = fold_name(whole)
    return named.get(key) or Origin(id=content_id("origin", key), name=whole.removeprefix("the "), document=None)


def from_credit(document: Document, credit: Credit, origin: Origin) -> Flow:
    basis = Basis(by=CREDITED, score=FLOW_SCORES[CREDITED], evidence=(Anchor(document.id, credit.span),))
    return Flow(origin=origin.id, account=document.id, kind=FlowKind.CREDIT, credit=credit.kind, directed=True, basis=basis)


def link_canonical(documents: Sequence[Document]) -> Iterator[Flow]:
    """Pages whose canonical link leads to the host of another account's outlet, whose own canonical link is the same."""
    urls = [(document, document.meta.url) for document in documents]
    basis = Basis(by=CANONICAL, score=FLOW_SCORES[CANONICAL])
    for at, (one, url) in enumerate(urls):
        for other, link in urls[at + 1 :]:
            if url and link and urlsplit(url.value)[1:3] == urlsplit(link.value)[1:3]:
                yield Flow(origin=one.id, account=other.id, kind=FlowKind.CANONICAL, credit=None, directed=False, basis=basis)


def from_passage(passage: Passage, documents: Mapping[str, Document]) -> Flow:
    """The passage from the account published earlier to the later one."""
    left, right = documents[passage.left.document], documents[passage.right.document]
    order = tell_order(left, right)
    origin, account = (right, left) if order > 0 else (left, right)
    basis = Basis(by=TAKEN, score=passage.basis.score, evidence=(passage.left, passage.right))
    return Flow(origin=origin.id, account=account.id, kind=FlowKind.PASSAGE, credit=None, directed=order != 0, basis=basis)


def tell_order(one: Document, other: Document) -> int:
    """-1 where the first was surely published before the other, 1 where after, 0 where a date is missing or odd, or both are of one day without times."""
    dates = [document.meta.published.value if document.meta.published else "" for document in (one, other)]
    days = [DAY.match(date) for date in dates]
    if not all(days):
        return 0
    stamps = [STAMP.fullmatch(date) for date in dates]
    zones = {match["zone"] for match in stamps if match}
    a, b = dates if all(stamps) and len(zones) == 1 else (match.group() for match in days if match)
    return (a > b) - (a < b)


def rank_flow(flow: Flow) -> tuple[str, str, str, str, tuple[Anchor, ...]]:
    return flow.account, flow.kind, flow.origin, flow.credit or CreditKind.SOURCE, flow.basis.evidence
