"""Articles with gold attributions as arrays of word pieces, tags and links, and windows cut from them for training.

A line of the data: {"id", "text", "attributions": [{"source": [[start, end], ...], "cue": [...], "content": [...]}, ...]}, offsets in code points.
"""

import hashlib
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from onrecord.models.field import ROLES, TAGS
from onrecord.models.pieces import Pieces, mark_quotes, read_pieces

HELD_BACK = 30  # train articles kept for calibration, those with the smallest hash of their id
IGNORE = -100
WINDOW = 254


TARGETS = 4  # likeliest targets of a teacher's pointer that are kept


@dataclass(frozen=True)
class Taught:
    """What a teacher says by word: emissions [words, tags]; of each link the likeliest targets (a word's index, -1 for none) and their shares."""

    emissions: np.ndarray
    to_cue_at: np.ndarray
    to_cue_share: np.ndarray
    to_source_at: np.ndarray
    to_source_share: np.ndarray


@dataclass(frozen=True)
class Article:
    """`tags`, `to_cue` and `to_source` are by word; a link holds the index of the target's first word, -1 for none, IGNORE where none is asked for.

    `known` is false for a text without gold, of which only a teacher speaks.
    """

    id: str
    text: str
    gold: list[dict]
    pieces: Pieces
    tags: np.ndarray
    to_cue: np.ndarray
    to_source: np.ndarray
    known: bool = True
    taught: Taught | None = None


def load_tokenizer(path: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def read_articles(path: Path, tokenizer: Tokenizer) -> list[Article]:
    return [label(json.loads(line), tokenizer) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def choose_held_back(ids: list[str]) -> set[str]:
    """The ids of the articles that are kept for calibration."""
    return set(sorted(ids, key=lambda i: hashlib.sha256(i.encode()).hexdigest())[:HELD_BACK])


def choose_fold(article_id: str, folds: int) -> int:
    """Which of the folds an article belongs to."""
    return int(hashlib.sha256(("fold " + article_id).encode()).hexdigest(), 16) % folds


def split_held_back(articles: list[Article]) -> tuple[list[Article], list[Article]]:
    """Articles to train on, and those kept for calibration."""
    held = choose_held_back([a.id for a in articles])
    return [a for a in articles if a.id not in held], [a for a in articles if a.id in held]


def label(line: dict, tokenizer: Tokenizer) -> Article:
    """Tags by word in the scheme B I E S per role.

    Annotators take a mark at a span's border in or leave it out as it comes, so spans begin and end with a word; two with only marks between them are one.
    """
    pieces = read_pieces(line["text"], tokenizer)
    starts, ends = pieces.word_starts, pieces.word_ends
    n = len(starts)
    spoken = [any(c.isalnum() for c in line["text"][s:e]) for s, e in zip(starts, ends, strict=True)]
    tags = np.zeros(n, np.int64)
    to_cue, to_source = np.full(n, IGNORE, np.int64), np.full(n, IGNORE, np.int64)

    def words(spans: list[list[int]]) -> list[int]:
        found: set[int] = set()
        for s, e in spans:
            a, b = np.searchsorted(ends, s, "right"), np.searchsorted(starts, e, "left")
            found.update(range(int(a), int(b)))
        return sorted(found)

    for attribution in line["attributions"]:
        cue, source = words(attribution["cue"]), words(attribution["source"])
        for role in ("content", "source", "cue"):
            put_tags(tags, whole_runs(words(attribution[role]), spoken), ROLES.index(role))
        for w in words(attribution["content"]):
            if w not in cue and w not in source and tags[w]:
                to_cue[w] = cue[0] if cue else -1
        for w in cue:
            to_source[w] = source[0] if source else -1
    return Article(line["id"], line["text"], line["attributions"], pieces, tags, to_cue, to_source, line.get("known", True))


def whole_runs(place: list[int], spoken: list[bool]) -> list[int]:
    """The words of `place` without marks at the borders, with the marks between neighbours; as it is if it holds marks only."""
    kept = [w for w in place if spoken[w]]
    if not kept:
        return place
    out = [kept[0]]
    for w in kept[1:]:
        between = range(out[-1] + 1, w)
        out += [*(between if not any(spoken[i] for i in between) else ()), w]
    return out


def put_tags(tags: np.ndarray, place: list[int], role: int) -> None:
    run: list[int] = []
    for w in [*place, -2]:
        if run and w != run[-1] + 1:
            base = 1 + 4 * role
            if len(run) == 1:
                tags[run[0]] = base + 3
            else:
                tags[run] = base + 1
                tags[run[0]], tags[run[-1]] = base, base + 2
            run = []
        run.append(w)


# ---------------------------------------------------------------- augmentation: another edition of the same article

OPEN, CLOSE, STRAIGHT = "“", "”", '"'


@dataclass(frozen=True)
class Alphabet:
    """Piece ids that augmentation exchanges, and the pool of name pieces."""

    open: int
    close: int
    straight: int
    single_open: int
    single_close: int
    names: np.ndarray


def make_alphabet(articles: list[Article], tokenizer: Tokenizer) -> Alphabet:
    get = tokenizer.token_to_id
    names = np.concatenate([a.pieces.ids[(a.pieces.case == 2)] for a in articles])
    return Alphabet(get(OPEN), get(CLOSE), get(STRAIGHT), get("‘"), get("’"), names)


def vary(article: Article, alphabet: Alphabet, rng: random.Random) -> Article:
    """Now and then: quotation marks straightened, made single or one lost; case lost; paragraph breaks lost; names exchanged; a few words hidden."""
    p = article.pieces
    ids, case, brk = p.ids.copy(), p.case.copy(), p.brk.copy()
    marks = np.isin(ids, (alphabet.open, alphabet.close, alphabet.straight))
    how = rng.random()
    if how < 0.22:
        ids[marks] = alphabet.straight
    elif how < 0.28:
        ids[ids == alphabet.open] = alphabet.single_open
        ids[ids == alphabet.close] = alphabet.single_close
    elif how < 0.36:  # every tenth mark becomes a comma: unbalanced
        ids[[i for i in np.flatnonzero(marks) if rng.random() < 0.1]] = 1010
    elif how < 0.40:
        ids[marks] = 1010
    if rng.random() < 0.06:
        case[case > 0] = rng.choice((1, 2, 3))
    if rng.random() < 0.12:
        brk[:] = np.minimum(brk, rng.choice((0, 1)))
    if rng.random() < 0.25:
        known: dict[int, int] = {}
        for i in np.flatnonzero(case == 2):
            key = int(ids[i])
            if key not in known:
                known[key] = int(alphabet.names[rng.randrange(len(alphabet.names))]) if rng.random() < 0.3 else key
            ids[i] = known[key]
    hide = np.array([rng.random() for _ in range(len(ids))]) < 0.02
    ids[hide] = 103
    return replace(article, pieces=replace(p, ids=ids, case=case, brk=brk, quote=mark_quotes(ids, brk, (alphabet.open, alphabet.close, alphabet.straight))))


# ---------------------------------------------------------------- windows


@dataclass(frozen=True)
class Window:
    """Arrays of one window: pieces with [CLS] and [SEP] around, `first` the position of each word's first piece, links as positions (0 = none).

    `taught` holds what a teacher says of it, its targets as columns (0 = none, 1 + number of the word in the window).
    """

    ids: np.ndarray
    case: np.ndarray
    quote: np.ndarray
    brk: np.ndarray
    first: np.ndarray
    tags: np.ndarray
    to_cue: np.ndarray
    to_source: np.ndarray
    known: bool
    taught: Taught | None


def cut(article: Article, start: int, end: int) -> Window:
    """The window over words start..end."""
    p = article.pieces
    a, b = int(p.first[start]), int(p.first[end]) if end < len(p.first) else len(p.ids)

    def around(values: np.ndarray, head: int, tail: int) -> np.ndarray:
        return np.concatenate([[head], values[a:b], [tail]]).astype(np.int64)

    first = p.first[start:end] - a + 1

    def point(links: np.ndarray) -> np.ndarray:
        links = links[start:end]
        inside = (links >= start) & (links < end)
        return np.where(inside, first[np.clip(links - start, 0, end - start - 1)], np.where(links == -1, 0, IGNORE))

    return Window(
        around(p.ids, 101, 102), around(p.case, 0, 0), around(p.quote, 0, 0), around(p.brk, 0, 0),
        first, article.tags[start:end], point(article.to_cue), point(article.to_source),
        article.known, None if article.taught is None else cut_taught(article.taught, start, end),
    )  # fmt: skip


def cut_taught(taught: Taught, start: int, end: int) -> Taught:
    """A teacher's words for a window; a pointer that leads out of it for the most part says nothing there."""

    def inside(at: np.ndarray, share: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        at, share = at[start:end].astype(np.int64), share[start:end].astype(np.float32)
        kept = share * ((at == -1) | ((at >= start) & (at < end)))
        whole = kept.sum(1, keepdims=True)
        return np.where(kept > 0, np.where(at == -1, 0, at - start + 1), 0), np.where(whole > 0.5, kept / np.maximum(whole, 1e-6), 0)

    cue, source = inside(taught.to_cue_at, taught.to_cue_share), inside(taught.to_source_at, taught.to_source_share)
    return Taught(taught.emissions[start:end], *cue, *source)


def cut_all(article: Article, offset: int) -> Iterator[Window]:
    """Windows side by side, the first `offset` pieces long (for another cut in every epoch)."""
    first, n = article.pieces.first, len(article.pieces.ids)
    start, limit = 0, offset or WINDOW
    while start < len(first):
        end = int(np.searchsorted(first, first[start] + limit, "right"))
        while end > start + 1 and (first[end] if end < len(first) else n) - first[start] > WINDOW:
            end -= 1
        end = max(end, start + 1)
        if (first[end] if end < len(first) else n) - first[start] <= WINDOW:
            yield cut(article, start, end)
        start, limit = end, WINDOW


def make_epoch(articles: list[Article], alphabet: Alphabet, seed: int, budget: int, vary_by: Callable = vary) -> list[dict[str, np.ndarray]]:
    """One epoch's batches: every article once, varied, cut anew; a batch holds windows of like length, at most `budget` padded pieces, all known or none."""
    rng = random.Random(seed)
    windows = [w for a in articles for w in cut_all(vary_by(a, alphabet, rng), rng.randrange(40, WINDOW))]
    windows = [w for w in windows if len(w.first) > 8]
    windows.sort(key=lambda w: (w.known, len(w.ids), rng.random()))
    batches: list[list[Window]] = []
    batch: list[Window] = []
    for w in windows:
        if batch and (len(w.ids) * (len(batch) + 1) > budget or w.known != batch[0].known):
            batches.append(batch)
            batch = []
        batch.append(w)
    batches.append(batch)
    rng.shuffle(batches)
    return [pad(batch) for batch in batches]


def leave_alone(article: Article, _: Alphabet, __: random.Random) -> Article:
    """No other edition (for an ablation)."""
    return article


def pad(batch: list[Window]) -> dict[str, np.ndarray]:
    """A batch as rectangles; `known` is one truth for all of it."""
    length, words = max(len(w.ids) for w in batch), max(len(w.first) for w in batch)

    def stack(rows: list[np.ndarray], size: int, fill: int) -> np.ndarray:
        out = np.full((len(batch), size, *rows[0].shape[1:]), fill, rows[0].dtype)
        for row, values in zip(out, rows, strict=True):
            row[: len(values)] = values
        return out

    out = {name: stack([getattr(w, name) for w in batch], length, 0) for name in ("ids", "case", "quote", "brk")}
    out["mask"] = stack([np.ones(len(w.ids), bool) for w in batch], length, 0)
    out["words"] = stack([np.ones(len(w.first), bool) for w in batch], words, 0)
    out |= {name: stack([getattr(w, name) for w in batch], words, 0) for name in ("first", "tags")}
    out |= {name: stack([getattr(w, name) for w in batch], words, IGNORE) for name in ("to_cue", "to_source")}
    if batch[0].taught is not None:
        out |= {f.name: stack([getattr(w.taught, f.name) for w in batch], words, 0) for f in fields(Taught)}
    return out | {"known": np.array(batch[0].known)}


def read_taught(paths: list[Path], articles: list[Article]) -> list[Article]:
    """The articles with what teachers say of them; of several teachers on one text the mean of their emissions and the first one's pointers."""
    said: dict[str, list[Taught]] = {}
    for path in paths:
        with np.load(path) as file:
            for key in file.files:
                article_id, _, name = key.rpartition("/")
                if name == "emissions":
                    said.setdefault(article_id, []).append(Taught(**{f.name: file[f"{article_id}/{f.name}"] for f in fields(Taught)}))
    mean = {i: replace(of[0], emissions=np.mean([t.emissions.astype(np.float32) for t in of], 0)) for i, of in said.items()}
    return [replace(a, taught=mean.get(a.id)) for a in articles]


assert len(TAGS) == 13
