"""The store under load and under the knife: `python bench/store.py [--kills 200] [--statements 100000]`. Its pieces are run by the tests with small numbers.

Prints how many writers were killed in mid-write and what was lost; then, over that many invented statements, the median time of adding an article of 800 words
besides annotation, of a search for a person and of a search for words.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from statistics import median

from onrecord.records import (
    Anchor,
    Annotated,
    Basis,
    Block,
    BlockRole,
    Claim,
    Decision,
    Document,
    Fact,
    Form,
    Member,
    Mention,
    MentionKind,
    Meta,
    Report,
    Run,
    Source,
    SourceKind,
    SourceMention,
    Span,
    Statement,
    content_id,
)
from onrecord.store import (
    Query,
    Store,
    add_annotated,
    add_decisions,
    add_document,
    add_event,
    check_store,
    find_people,
    list_events,
    open_store,
    put_report,
    read_annotated,
    read_report,
    read_rulings,
    search_said,
)

GIVEN = (
    "Ada",
    "Bela",
    "Corin",
    "Dorit",
    "Edda",
    "Fenn",
    "Gerda",
    "Hale",
    "Ilva",
    "Joris",
    "Karel",
    "Lene",
    "Marten",
    "Nils",
    "Osk",
    "Pia",
    "Quin",
    "Runa",
    "Sten",
    "Tove",
)
FAMILY = (
    "Osgood",
    "Brezan",
    "Karrow",
    "Dorrick",
    "Hallow",
    "Venn",
    "Marsh",
    "Tolland",
    "Strand",
    "Quist",
    "Ferro",
    "Abend",
    "Lorne",
    "Pike",
    "Rask",
    "Sorel",
    "Tarn",
    "Ulm",
    "Wick",
    "Yarrow",
)
WORDS = (
    "river",
    "harbour",
    "dam",
    "ferry",
    "council",
    "levy",
    "water",
    "spring",
    "letter",
    "figures",
    "meeting",
    "table",
    "answer",
    "delay",
    "bridge",
    "tender",
    "quota",
    "night",
)
BY = Basis(by="rule:en.said", score=0.9)
STAMP = "invented"
AT = "2031-01-01T00:00:00Z"


def make_article(number: int, statements: int = 50) -> Annotated:
    """An invented account, the same for the same number: each statement is a sentence of sixteen words."""
    chance = random.Random(number)
    text, said, mentions, sentences = "", [], [], []
    identity = content_id("d", number)
    for _ in range(statements):
        name = f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}"
        words = " ".join(chance.choices(WORDS, k=12))
        start = len(text)
        text += f"{name} said that {words}.\n"
        source, content = Span(start, start + len(name)), Span(start + len(name) + 11, len(text) - 2)
        said.append(
            Statement(
                id=content_id("s", identity, source, content), document=identity, source=source, cue=None, content=(content,), form=Form.INDIRECT, basis=BY
            )
        )
        mentions.append(Mention(id=content_id("men", identity, source), document=identity, span=source, kind=MentionKind.NAME))
        sentences.append(Span(start, len(text) - 1))
    day = Fact(value=f"2031-{number % 12 + 1:02}-{number % 28 + 1:02}", provenance="given")
    meta = Meta(
        path=f"{number}.txt",
        raw_sha256=sha256(text.encode()).hexdigest(),
        encoding="utf-8",
        outlet=Fact(value=f"The {chance.choice(FAMILY)} Post", provenance="given"),
        published=day,
    )
    document = Document(id=identity, text=text, language="en", blocks=(Block(span=Span(0, len(text) - 1), role=BlockRole.BODY),), meta=meta)
    return Annotated(document=document, sentences=tuple(sentences), mentions=tuple(mentions), statements=tuple(said), voices=(), clauses=())


def make_report(article: Annotated) -> Report:
    """A comparison of one account: each speaker a source, each statement a claim."""
    text, sources, claims = article.document.text, [], []
    for statement, mention in zip(article.statements, article.mentions, strict=True):
        place = Anchor(article.document.id, mention.span)
        told = Anchor(article.document.id, statement.content[0])
        name = text[mention.span.start : mention.span.end]
        met = SourceMention(mention=mention.id, anchor=place, basis=BY)
        sources.append(
            Source(id=content_id("src", mention.id), name=name, kind=SourceKind.PERSON, roles=(), mentions=(met,), statements=(statement.id,), basis=BY)
        )
        member = Member(anchor=told, statement=statement.id, voice=None, source=sources[-1].id)
        claims.append(Claim(id=content_id("claim", statement.id), gist=told, members=(member,), basis=BY))
    run = Run(version="0", settings=(), models=())
    return Report(articles=(article,), sources=tuple(sources), claims=tuple(claims), findings=(), variants=(), passages=(), run=run)


def make_decision(number: int) -> Decision:
    return Decision(left=content_id("men", number), right=content_id("men", number + 1), same=True, user="reader", at=AT, note=f"number {number}")


def add_article(store: Store, number: int, statements: int = 50) -> Annotated:
    article = make_article(number, statements)
    add_document(store, article.document, article.document.text.encode())
    add_annotated(store, article, STAMP)
    return article


def write_on(path: Path, start: int) -> None:
    """Adds accounts, events with their comparisons and decisions without end; says on standard output what is done, each line after it was stored."""
    with open_store(path) as store:
        for number in range(start, sys.maxsize):
            article = add_article(store, number)
            print(f"article {number}", flush=True)
            event = add_event(store, f"event {number}", (article.document.id,), AT)
            put_report(store, event.id, make_report(article), stamp=STAMP, at=AT)
            print(f"report {number}", flush=True)
            add_decisions(store, (make_decision(number),))
            print(f"decision {number}", flush=True)


def start_writer(path: Path, start: int) -> subprocess.Popen[str]:
    command = [sys.executable, __file__, "--write", str(path), str(start)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)})


def kill(writer: subprocess.Popen[str]) -> list[str]:
    """Kills a writer; the lines that it still got out whole."""
    assert writer.stdout
    writer.send_signal(signal.SIGKILL)
    return writer.stdout.read().rpartition("\n")[0].splitlines()


def kill_writers(path: Path, kills: int, seed: int = 0) -> Iterator[str]:
    """Starts a writer and kills it some milliseconds later, again and again; every complaint about what is in the store then."""
    chance = random.Random(seed)
    done: list[str] = []
    for at in range(kills):
        with start_writer(path, at * 1_000_000) as writer:
            assert writer.stdout
            done.append(writer.stdout.readline().strip())
            time.sleep(chance.uniform(0, 0.08))
            done += kill(writer)
        last = [line for line in done if int(line.split()[1]) >= at * 1_000_000]
        yield from (f"kill {at}: {problem}" for problem in find_losses(path, last, whole=at % 25 == 0))
    yield from find_losses(path, done)


def find_losses(path: Path, done: Sequence[str], *, whole: bool = True) -> Iterator[str]:
    """What of that which was said to be stored is not there, or not as it was; `whole` looks at everything else in the store too."""
    with open_store(path) as store:
        yield from check_store(store) if whole else ()
        events = {kept.event.title: kept.event.id for kept in list_events(store)}
        rulings = set(read_rulings(store))
        for what, number in (line.split() for line in done):
            if not is_kept(store, what, int(number), events, rulings):
                yield f"{what} {number} was stored and is lost"


def is_kept(store: Store, what: str, number: int, events: Mapping[str, str], rulings: Collection[Decision]) -> bool:
    article = make_article(number)
    if what == "article":
        return read_annotated(store, article.document.id) == article
    if what == "report":
        return read_report(store, events[f"event {number}"]) == make_report(article)
    return make_decision(number) in rulings


def timed(runs: int, work: Callable[[int], object]) -> tuple[float, float]:
    """Median milliseconds of a call: on the clock, and of the processor alone."""
    walls, cpus = [], []
    for at in range(runs):
        wall, cpu = time.perf_counter(), time.process_time()
        work(at)
        walls.append((time.perf_counter() - wall) * 1000)
        cpus.append((time.process_time() - cpu) * 1000)
    return median(walls), median(cpus)


def measure(path: Path, statements: int) -> dict[str, tuple[float, float]]:
    """Milliseconds in a store of that many statements, fifty an account."""
    with open_store(path) as store:
        for number in range(statements // 50):
            article = add_article(store, number)
            event = add_event(store, f"event {number}", (article.document.id,), AT)
            put_report(store, event.id, make_report(article), stamp=STAMP, at=AT)
        chance = random.Random(1)
        names = [(chance.choice(GIVEN), chance.choice(FAMILY)) for _ in range(40)]
        return {
            "adding an article of 800 words": timed(40, lambda at: add_article(store, 10_000_000 + at)),
            "person search, one name": timed(40, lambda at: search_said(store, Query(person=names[at][1]))),
            "person search, full name": timed(40, lambda at: search_said(store, Query(person=" ".join(names[at])))),
            "people by a name": timed(40, lambda at: find_people(store, Query(person=names[at][1]))),
            "word search": timed(40, lambda at: search_said(store, Query(words=f"{WORDS[at % 18]} {WORDS[at * 7 % 18]}"))),
        }


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--statements", type=int, default=100_000)
    options.add_argument("--write", nargs=2, metavar=("STORE", "START"), help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.write:
        write_on(Path(given.write[0]), int(given.write[1]))
    with tempfile.TemporaryDirectory() as folder:
        problems = list(kill_writers(Path(folder) / "killed.sqlite", given.kills))
        print(f"{given.kills} writers killed in mid-write: {len(problems)} complaints")
        print(*problems[:20], sep="\n")
        print(f"{given.statements:,} statements, milliseconds (of them the processor's):")
        for what, (wall, cpu) in measure(Path(folder) / "large.sqlite", given.statements).items():
            print(f"{what:34} {wall:8.1f} ({cpu:.1f})")
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
