"""Ten invented accounts of one invented event, some eight hundred words each: what different desks make of the same evening in Tolland."""

import random

SPEAKERS = [
    ("Ada Venn", "Harbour minister"),
    ("Joris Pike", "Council leader"),
    ("Runa Sorel", "Ferry owner"),
    ("Sten Yarrow", "Union secretary"),
    ("Dorit Marsh", "Engineer"),
    ("Karel Quist", "Police chief"),
]
CLAIMS = [
    "the bridge at Tolland had been closed for {n} days",
    "the council knew about the crack in the north pier",
    "the ferry company had offered to carry the workers for nothing",
    "nobody had been hurt when the crane fell",
    "the report on the pier would be published before the spring tide",
    "{n} people had been taken to the hospital in Lorne",
    "the minister had asked for the drawings twice",
    "the engineers had signed the papers without seeing the pier",
    "the town would pay for the repair of the bridge",
    "the crane belonged to a company from Ostrel",
    "the night shift had been warned about the wind",
    "the talks with the union would go on next week",
]
DENIALS = [
    "the council had not known about the crack in the north pier",
    "{n} people had not been taken to the hospital in Lorne",
    "the ferry company had not offered to carry the workers for nothing",
    "the town would not pay for the repair of the bridge",
]
QUOTES = [
    "We may perhaps have been too slow, but nobody here has ever looked away from that pier",
    "I will not guess at causes while the divers are still in the water",
    "It could turn out to be a question of weeks, and I would ask everybody for some patience",
    "The drawings were on my desk on Monday and on his on Tuesday",
    "If the wind had come from the west, we would be talking about another kind of night",
]
MORE = [
    "the harbour police had counted the boats before dark",
    "a second crane would have to be taken down",
    "the school on the quay would stay shut until Thursday",
    "the gauge at the lock had shown nothing unusual",
    "divers had found a boot and a lamp",
    "the insurance of the crane had run out in March",
    "the mayor of Lorne had sent two boats",
    "the trains across the bridge would run again on Sunday",
    "the mason had warned the council in a letter",
    "the letter had never been opened",
    "every bolt in the pier would be looked at",
    "the fishermen had been promised a new quay",
]
THINGS = ["boat", "lamp", "rope", "gull", "crane", "ladder", "winch", "barge", "lorry", "shed", "flag", "railing", "buoy", "net", "horn"]
COLOURS = ["red", "grey", "white", "old", "new", "broken", "long", "narrow", "silent", "yellow", "wet", "heavy"]
DEEDS = ["lay beside", "stood before", "was carried past", "hung over", "was tied to", "leaned against", "drifted towards"]
PLACES = ["the north pier", "the lock", "the fish market", "the customs house", "the ferry stairs", "the second basin", "the bridge house"]
TIMES = ["in the evening", "after the siren", "before the tide turned", "while the rain lasted", "until midnight", "as the lights went out"]
VERBS = ["said", "told reporters", "insisted", "added", "said on Tuesday"]


def write_account(number: int, words: int = 800) -> str:
    """One account, the same for the same number; it tells nothing twice."""
    chance = random.Random(number)
    claims = chance.sample(CLAIMS + DENIALS + MORE, 20)
    quotes = chance.sample(QUOTES, 4)
    paragraphs = [f"Crane falls at Tolland bridge, report {number + 1}"]
    while sum(len(paragraph.split()) for paragraph in paragraphs) < words:
        paragraphs.append(write_paragraph(chance, claims, quotes))
    return "\n\n".join(paragraphs) + "\n"


def write_paragraph(chance: random.Random, claims: list[str], quotes: list[str]) -> str:
    name, role = chance.choice(SPEAKERS)
    kind = chance.random()
    if kind < 0.45 and claims:
        claim = claims.pop().format(n=chance.choice((3, 14, 40)))
        return f"{role} {name} {chance.choice(('said', 'said on Tuesday'))} that {claim}."
    if kind < 0.6 and quotes:
        quote = quotes.pop()
        if chance.random() < 0.3:
            quote = quote.replace("may perhaps have been", "have been").replace("could turn out to be", "is")
        return f"“{quote},” {name.split()[1]} {chance.choice(VERBS)}."
    if kind < 0.65 and claims:
        return f"{name} denied that {claims.pop().format(n=14)}, a spokesman for {chance.choice(SPEAKERS)[0]} said."
    return " ".join(write_scene(chance) for _ in range(2))


def write_scene(chance: random.Random) -> str:
    """A sentence in the account's own voice that hardly any other account has."""
    one, other, third = chance.sample(THINGS, 3)
    colour, place, time = chance.choice(COLOURS), chance.choice(PLACES), chance.choice(TIMES)
    return chance.choice(
        (
            f"A {colour} {one} {chance.choice(DEEDS)} {place} {time}.",
            f"{time.capitalize()}, children counted {chance.randint(5, 90)} {one}s from the steps of {place}.",
            f"Where {place} ends, a {colour} {other} marks the spot at which the {one} used to stand.",
            f"The owner of a {other} shop, who gave no name, swept glass and a {one} off the pavement.",
            f"Rain ran down the {colour} walls behind {place}, and nobody moved the {third}.",
            f"Two {one}s and a {other} had to be left where they were.",
            f"Old photographs show {place} with a {colour} {third} and hardly any {one}s.",
            f"At {chance.randint(1, 12)} o’clock somebody lit a {other} near {place}; the {one} went on creaking.",
        )
    )
