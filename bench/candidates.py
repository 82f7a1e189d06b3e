#!/usr/bin/env python3
"""How fast and how completely altered sentences are found among many. Usage: candidates.py [SENTENCES [ALTERED]]

Makes SENTENCES (100,000) invented sentences of 8 to 30 words, drawn from the project's word lists as words are in texts (a word's share falls with its
rank), and plants ALTERED (2,000) altered copies of some of them: cut at the start, the end or inside by up to two fifths, one word changed, two words
changed, a word dropped, words added, two neighbours swapped.
Prints the share of planted pairs that are proposed, sentences a second on one core, and proposals a sentence.
"""

import os
import random
import sys
import time
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("RAYON_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).parent.parent))

from onrecord.lang import load_words
from onrecord.trace.candidates import find_alike

RARE = 20_000  # made-up words beside those of the lists, as many as names and rare words of a large corpus


def make_vocabulary(chance: random.Random) -> list[str]:
    """Words in the order of their frequency: grammar, then common ones, then rare ones."""
    lists = load_words("en", "frequent")
    syllables = ("ba", "den", "fo", "gra", "hul", "kor", "lem", "mi", "nos", "pra", "rut", "sel", "tor", "vash", "wen", "zi")
    rare = sorted({"".join(chance.choices(syllables, k=chance.randint(2, 4))) for _ in range(RARE)})
    chance.shuffle(rare)
    return [*lists["grammar"], *lists["often"], *lists["common"], *rare]


def alter(words: list[str], vocabulary: list[str], chance: random.Random) -> list[str]:
    """The sentence with one alteration."""
    cut, at = max(1, len(words) * chance.randint(1, 4) // 10), chance.randrange(len(words) - 1)
    other = chance.choice(vocabulary)
    match chance.randrange(8):
        case 0:
            return words[cut:]
        case 1:
            return words[:-cut]
        case 2:
            at = chance.randrange(1, len(words) - cut)
            return words[:at] + words[at + cut :]
        case 3:
            return [*words[:at], other, *words[at + 1 :]]
        case 4:
            far = (at + len(words) // 2) % len(words)
            return [other if i in (at, far) else word for i, word in enumerate(words)]
        case 5:
            return words[:at] + words[at + 1 :]
        case 6:
            return [*words[:at], other, chance.choice(vocabulary), *words[at:]]
        case _:
            return [*words[:at], words[at + 1], words[at], *words[at + 2 :]]


def measure(sentences: int, altered: int) -> dict[str, float]:
    """`recall` of the planted pairs, `speed` in sentences a CPU-second, `proposals` a sentence."""
    chance = random.Random(6)
    vocabulary = make_vocabulary(chance)
    weights = [1 / (rank + 3) for rank in range(len(vocabulary))]
    made = [chance.choices(vocabulary, weights, k=chance.randint(8, 30)) for _ in range(sentences - altered)]
    originals = chance.sample(range(len(made)), altered)
    texts = [" ".join(words) for words in (*made, *(alter(made[at], vocabulary, chance) for at in originals))]
    start = time.process_time()
    found = set(find_alike(texts, range(len(texts))))
    spent = time.process_time() - start
    hits = sum((at, len(made) + number) in found for number, at in enumerate(originals))
    return {"recall": hits / altered, "speed": len(texts) / spent, "proposals": len(found) / len(texts)}


if __name__ == "__main__":
    counts = [int(argument) for argument in sys.argv[1:]] or [100_000, 2_000]
    for name, value in measure(counts[0], counts[1] if len(counts) > 1 else counts[0] // 50).items():
        sys.stdout.write(f"{name:10} {value:,.4f}\n")
