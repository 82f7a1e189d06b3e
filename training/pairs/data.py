"""Gather what the pair model is trained on into one folder of gzipped JSON lines, so that training needs neither onrecord nor a parser.

    PYTHONPATH=src:. python training/pairs/data.py [--judged DIR] SHARED_DIR OUT_DIR [nli|contrast|headlines|accounts|judged|stories|changes ...]

nli, contrast, headlines, changes: a line a pair, [a, b, label, part, key]. accounts, judged, stories: a line an event, {"event", "part", "units",
"pairs": [[i, j, label, near]]}. contrast and headlines take in `own/` beside this file as well: sets and pairs written for this.
judged, stories: events whose near pairs were judged one by one (see `read_near`), and their other near pairs.
Labels: 0 other, 1 agrees, 2 conflicts, -1 unknown. `part` is the fold (0-4) that the pair belongs to, -1 for none: events for accounts, a domain for contrast
sets, a group of topics for headlines. `key` finds the pair again in its source. `near` is 1 for pairs that a comparison might ask about.
"""

import argparse
import gzip
import json
import random
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.pairs import DOMAINS, PARTS, number_topic, split_topics

OTHER, AGREES, CONFLICTS, UNKNOWN = 0, 1, 2, -1
NEAREST = 12  # candidates a unit in the gold events
KEPT = {OTHER: 0.06, AGREES: 0.35, CONFLICTS: 1.0, UNKNOWN: 0.0}  # share of the pairs of the gold events by label
MIN_COSINE = 0.2
MOST_CHANGED = 1200  # pairs of a kind
MOST_NEAR = 7  # pairs a telling
OWN = Path(__file__).parent / "own"


def write(path: Path, rows: Iterable[Any]) -> None:
    """The rows with their texts as the model will read them."""
    from onrecord.models.pairs import write_out

    unfinished = path.with_suffix(".part")
    with gzip.GzipFile(unfinished, "wb", mtime=0) as out:
        for row in rows:
            if isinstance(row, dict):
                read: Any = row | {"units": [write_out(text) for text in row["units"]]}
            else:
                read = [write_out(row[0]), write_out(row[1]), *row[2:]]
            out.write((json.dumps(read, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8", "replace"))
    unfinished.rename(path)


def read(path: Path) -> list[dict[str, Any]]:
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in data.decode().split("\n") if line.strip()]


def read_nli(shared: Path) -> Iterator[list[Any]]:
    labels = {"N": OTHER, "E": AGREES, "C": CONFLICTS}
    for name, sources in (("train", None), ("dev", ("breaking_nli", "rte3_dev", "feversym_dev", "wice_dev", "litl_val", "conj_dev", "cad_dev"))):
        for at, row in enumerate(read(shared / "nli" / f"{name}.jsonl.gz")):
            if row["label"] in labels and (sources is None or row["src"] in sources) and len(row["premise"]) < 600:
                yield [row["premise"], row["hypothesis"], labels[row["label"]], -1, f"{name}{at}"]


def read_contrast(shared: Path) -> Iterator[list[Any]]:
    """The pairs of a set as they are scored, then those between its sentences, which follow from these."""
    rows = [(part, row) for part, domain in enumerate(DOMAINS) for row in read(shared / "contrast-sets" / f"{domain}.jsonl")]
    rows += [(number_topic(row["id"]) % PARTS, row) for path in sorted(OWN.glob("sets*.jsonl")) for row in read(path)]
    for part, row in rows:
        kinds = (("agree", AGREES), ("conflict", CONFLICTS), ("related", OTHER))
        told = [(x["text"], label) for kind, label in kinds for x in row[kind]]
        for at, (text, label) in enumerate(told):
            yield [row["claim"], text, label, part, f"{row['id']}:{at}"]
        same = [text for text, label in told if label == AGREES]
        yield [same[0], same[1], AGREES, part, ""]
        for text, label in told:
            if label != AGREES:
                yield from ([one, text, label, part, ""] for one in same)


def read_headlines(shared: Path) -> Iterator[list[Any]]:
    rows = read(shared / "headline-pairs" / "dev.jsonl")
    topics = split_topics([(row["a"], row["b"]) for row in rows])
    for at, (row, topic) in enumerate(zip(rows, topics, strict=True)):
        yield [row["a"], row["b"], CONFLICTS if row["label"] == "conflict" else AGREES, number_topic(topic) % PARTS, str(at)]
    for path in sorted(OWN.glob("headlines*.jsonl")):
        for row in read(path):
            yield [row["a"], row["b"], CONFLICTS if row["label"] == "conflict" else AGREES, number_topic(row["topic"]) % PARTS, row["topic"]]


def read_event(documents, models):
    """The annotated articles of an event and their sources."""
    from onrecord.annotate import annotate
    from onrecord.resolve import resolve_sources

    articles = tuple(sorted((annotate(document, models) for document in documents), key=lambda article: article.document.id))
    return articles, resolve_sources(articles)


def read_units(articles, sources) -> list[dict[str, Any]]:
    """Every telling and clause of an event: where it is told, what the model reads, and its bare words."""
    from onrecord.proposition import read_tellings
    from onrecord.proposition.reading import find_meant, render

    names = {source.id: source.name for source in sources}
    speakers = {statement: source.name for source in sources for statement in source.statements}
    by_id = {article.document.id: article for article in articles}
    meant = {article.document.id: find_meant(article, sources) for article in articles}
    places = {(t.document, t.told.span, names.get(t.source, "")): "telling" for t in read_tellings(articles, sources)}
    for article in articles:
        for clause in article.clauses:
            if clause.span.end - clause.span.start >= 12:
                places.setdefault((article.document.id, clause.span, speakers.get(clause.holder, "")), "clause")
    units: dict[tuple[str, str], dict[str, Any]] = {}
    for (document, span, speaker), kind in sorted(places.items(), key=lambda item: (item[1] == "clause", item[0])):
        unit = {
            "document": document, "file": Path(by_id[document].document.meta.path).name, "start": span.start, "end": span.end, "kind": kind,
            "text": render(by_id[document], span, speaker, meant[document]), "bare": by_id[document].document.text[span.start : span.end],
        }  # fmt: skip
        units.setdefault((document, unit["text"]), unit)
    return sorted(units.values(), key=lambda unit: (unit["document"], unit["start"], unit["end"], unit["text"]))


def add_gold(units: list[dict[str, Any]], read, sources, claims) -> None:
    """The members of the gold as units of their own, told by whom the gold says."""
    from onrecord.proposition.reading import find_meant, render
    from onrecord.records import Span

    articles = {Path(article.document.meta.path).name: article for article in read}
    meant = {name: find_meant(article, sources) for name, article in articles.items()}
    for claim in claims:
        for member in claim["members"]:
            article, at = articles[member["file"]], -1
            for _ in range(int(member.get("nth", 0)) + 1):
                at = article.document.text.find(member["span"], at + 1)
            span = Span(at, at + len(member["span"]))
            speaker = "" if member["source"].lower().startswith(("own voice", "unnamed", "some ", "news ")) else member["source"].split("(")[0].strip()
            units.append(
                {
                    "document": article.document.id, "file": member["file"], "start": span.start, "end": span.end, "kind": "gold",
                    "text": render(article, span, speaker, meant[member["file"]]), "bare": member["span"],
                }
            )  # fmt: skip


def label_pairs(units: list[dict[str, Any]], gold: dict[str, Any], texts, event: str, scorer) -> np.ndarray:
    """The label of every two units, by the claims whose members they match."""
    words = [scorer.words(texts, event, unit) for unit in units]
    claims = {claim["id"]: [scorer.words(texts, event, member) for member in claim["members"]] for claim in gold["claims"]}
    told = np.array([[any(scorer.same(w, member) for member in members) for members in claims.values()] for w in words], dtype=np.float32)
    order = {key: at for at, key in enumerate(claims)}
    against = np.zeros((len(claims), len(claims)), np.float32)
    for conflict in gold["conflicts"]:
        a, b = order[conflict["a"]], order[conflict["b"]]
        against[a, b] = against[b, a] = 1
    agrees, conflicts = told @ told.T > 0, told @ against @ told.T > 0
    return np.where(agrees & conflicts, UNKNOWN, np.where(conflicts, CONFLICTS, np.where(agrees, AGREES, OTHER)))


def choose_pairs(units: list[dict[str, Any]], labels: np.ndarray, models, nearest: int) -> list[list[int]]:
    """The nearest of each unit in each document, and every pair that has a label other than "other" among those the gold names or that are near."""
    vectors = models.encoder.encode([unit["bare"] for unit in units])
    cosines = np.round(vectors @ vectors.T, 5)
    documents = np.array([unit["document"] for unit in units])
    spans = np.array([(unit["start"], unit["end"]) for unit in units])
    meet = (documents[:, None] == documents[None]) & (spans[:, None, 0] < spans[None, :, 1]) & (spans[None, :, 0] < spans[:, None, 1])
    cosines[meet] = -1
    near = np.zeros(cosines.shape, bool)
    for document in sorted(set(documents)):
        columns = np.flatnonzero(documents == document)
        best = columns[np.argsort(-cosines[:, columns], axis=1, kind="stable")[:, :nearest]]
        np.put_along_axis(near, best, True, axis=1)
    near &= cosines >= MIN_COSINE
    is_gold = np.array([unit["kind"] == "gold" for unit in units])
    kept = (near | near.T) | ((is_gold[:, None] & is_gold[None]) & (labels > 0))
    kept &= ~meet & ~(is_gold[:, None] ^ is_gold[None] & (labels == OTHER))
    rows, columns = np.nonzero(np.triu(kept, 1))
    return [[int(i), int(j), int(labels[i, j]), int(not is_gold[i] and not is_gold[j])] for i, j in zip(rows, columns, strict=True)]


def read_accounts(shared: Path) -> Iterator[dict[str, Any]]:
    """The events of the gold: units and gold members, all pairs that agree or conflict and some of the others."""
    from bench.lines import load_scorer
    from onrecord.ingest import read_documents
    from onrecord.models import load_models

    models, folder = load_models(), shared / "accounts-gold" / "train"
    scorer = load_scorer(shared / "accounts-gold" / "score.py")
    texts = scorer.Texts(folder / "texts")
    for path in sorted((folder / "gold").iterdir()):
        event = folder / "texts" / path.stem
        gold = json.loads(path.read_text(encoding="utf-8"))
        documents, _ = read_documents(sorted(event.glob("*.txt")))
        articles, sources = read_event(documents, models)
        units = read_units(articles, sources)
        add_gold(units, articles, sources, gold["claims"])
        labels = label_pairs(units, gold, texts, event.name, scorer)
        print(event.name, len(units), flush=True)
        pairs = [pair for pair in choose_pairs(units, labels, models, NEAREST) if random.random() < KEPT[pair[2]]]
        yield {"event": event.name, "part": number_topic(path.stem) % PARTS, "units": [unit["text"] for unit in units], "pairs": pairs}


def read_judged(folder: Path) -> Iterator[dict[str, Any]]:
    """The near pairs of tellings that were judged one by one."""
    for event, tellings, _, labels in read_near(folder):
        pairs = [[left, right, label, 1] for (left, right), label in sorted(labels.items())]
        yield {"event": event, "part": number_topic(event) % PARTS, "units": [telling.reads for telling in tellings], "pairs": pairs}


def read_stories(folder: Path) -> Iterator[dict[str, Any]]:
    """Further near pairs of the same events, for a teacher to judge: those that a comparison would ask about next."""
    from onrecord.proposition.pairs import FEATURES
    from onrecord.proposition.verdicts import choose, weigh
    from onrecord.proposition.weights import AGREES as QUICK
    from onrecord.proposition.weights import CONFLICTS as QUICK_CONFLICTS

    for event, tellings, near, labels in read_near(folder):
        sums = np.stack([weigh(near.values, weights, FEATURES) for weights in (QUICK, QUICK_CONFLICTS)], axis=1)
        best = [near.pairs[at] for at in choose(sums, MOST_NEAR * len(tellings))]
        pairs = [[left, right, UNKNOWN, 1] for left, right in best if (left, right) not in labels]
        yield {"event": event, "part": number_topic(event) % PARTS, "units": [telling.reads for telling in tellings], "pairs": pairs}


def read_near(folder: Path) -> Iterator[tuple[str, Any, Any, dict[tuple[int, int], int]]]:
    """Each event of a folder with its tellings, its near pairs and the labels of those that were judged.

    FOLDER/texts/<event>/*.txt are the articles, FOLDER/pairs/<event>.jsonl has a line a pair: {"a": [file, start, end], "b": ..., "label": "agrees" |
    "conflicts" | "other"}, by the places where the two are told.
    """
    from onrecord.ingest import read_documents
    from onrecord.models import load_models
    from onrecord.proposition import read_tellings
    from onrecord.proposition.pairs import find_near

    models, numbers = load_models(), {"other": OTHER, "agrees": AGREES, "conflicts": CONFLICTS}
    for path in sorted((folder / "pairs").glob("*.jsonl")):
        documents, _ = read_documents(sorted((folder / "texts" / path.stem).glob("*.txt")))
        articles, sources = read_event(documents, models)
        tellings = read_tellings(articles, sources)
        names = {article.document.id: Path(article.document.meta.path).name for article in articles}
        index = {(names[t.document], t.told.span.start, t.told.span.end): at for at, t in reversed(list(enumerate(tellings)))}
        labels = {}
        for row in read(path):
            left, right = sorted(index.get(tuple(row[side]), -1) for side in ("a", "b"))
            if 0 <= left < right:
                labels[left, right] = numbers[row["label"]]
        print(path.stem, len(tellings), len(labels), flush=True)
        yield path.stem, tellings, find_near(tellings, models.encoder), labels


def read_changes(shared: Path) -> Iterator[list[Any]]:
    """At most MOST_CHANGED pairs of a kind from news sentences; both sides also with a rewording, so that a change is seen through one."""
    from changes import AGREES as SAME
    from changes import change

    from onrecord.models.parser import load_parser

    parser = load_parser()
    rows = read(shared / "attribution" / "train.jsonl")
    random.shuffle(rows)
    names: list[str] = []
    counts: dict[str, int] = {}
    for doc in parser.pipe((row["text"].replace("\n", " ")[:3000] for row in rows), batch_size=8):
        here = sorted({ent.text for ent in doc.ents if ent.label_ == "PERSON" and 1 < len(ent.text.split()) < 4})
        names += here
        found = list(change(doc, names or ["Anna Berg"]))
        reworded = {text: changed for text, changed, label, _ in found if label == SAME}
        for text, changed, label, kind in found:
            counts[kind] = counts.get(kind, 0) + 1
            if counts[kind] <= MOST_CHANGED * (3 if label == SAME else 1):
                a = reworded.get(text, text) if label != SAME and counts[kind] % 2 else text
                yield [a, changed, label, -1, kind]
        if len(counts) >= 8 and min(counts.values()) >= MOST_CHANGED:
            break
    print(counts, flush=True)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--judged", type=Path)
    ask.add_argument("shared", type=Path)
    ask.add_argument("out", type=Path)
    ask.add_argument("names", nargs="*")
    options = ask.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    random.seed(5)
    makers = {
        "nli": read_nli,
        "contrast": read_contrast,
        "headlines": read_headlines,
        "accounts": read_accounts,
        "changes": read_changes,
    }
    if options.judged:
        makers |= {"judged": lambda _: read_judged(options.judged), "stories": lambda _: read_stories(options.judged)}
    for name in options.names or makers:
        write(options.out / f"{name}.jsonl.gz", makers[name](options.shared))


if __name__ == "__main__":
    main()
