"""Every rule of this stage with the sentence that explains it to users, and every threshold."""

NAME = "rule:en.name"
SAME_NAME = "rule:en.same-name"
SPELLING = "rule:en.spelling"
PART_OF_NAME = "rule:en.part-of-name"
TITLE = "rule:en.title-before-name"
APPOSITION = "rule:en.apposition"
ROLE = "rule:en.learned-role"
KIND = "rule:en.kind-of-name"
REPEATED = "rule:en.repeated-description"
PRONOUN = "rule:en.pronoun"
FIRST_PERSON = "rule:en.first-person"
SECOND_PERSON = "rule:en.second-person"
RELATIVE = "rule:en.relative"
EPITHET = "rule:en.epithet"
LATER = "rule:en.named-later"
ALONE = "rule:en.alone"
DECISION = "rule:decision"

RULES: dict[str, str] = {
    NAME: "This is the fullest form of the name that the accounts give.",
    SAME_NAME: "The two names are the same, part by part; a middle name, an initial or a short form of a given name may stand for the rest.",
    SPELLING: "The two names differ only as spellings of one name do, in transliteration or by a slip of one letter.",
    PART_OF_NAME: "One part of the name stands here, and only one person in the account (or in all of them) bears it.",
    TITLE: "The title stands directly before the name.",
    APPOSITION: "The description stands beside the name, set off by a comma.",
    ROLE: "The accounts give this title or role to that person, and to nobody else who fits here.",
    KIND: "The description repeats a word of the organisation's name.",
    REPEATED: "A definite description takes up the same words met before in this account.",
    PRONOUN: "The pronoun agrees with this person, the most prominent one before it.",
    FIRST_PERSON: "Inside quotation marks the first person is the one who speaks.",
    SECOND_PERSON: "Inside quotation marks the second person is the one whom the speaker addresses.",
    RELATIVE: "The relative pronoun takes up what stands directly before it.",
    EPITHET: "The description tells something more of the person who was most prominent before it.",
    LATER: "The account first describes its speaker and then names somebody who has not been met before.",
    ALONE: "Nothing in the accounts says who this is, so it stands alone.",
    DECISION: "A person has ruled that these are the same.",
}

# Share of right speakers where the rule decided, on hand-made gold with gold spans (1,428 resolved speakers);
# drawn towards .75 where a rule decided fewer than 30.
SCORES: dict[str, float] = {
    NAME: 1.0,
    SAME_NAME: 0.97,
    SPELLING: 0.9,
    PART_OF_NAME: 0.98,
    TITLE: 0.97,
    APPOSITION: 0.95,
    ROLE: 0.93,
    KIND: 0.8,
    REPEATED: 0.85,
    PRONOUN: 0.81,
    FIRST_PERSON: 0.88,
    SECOND_PERSON: 0.75,
    RELATIVE: 0.8,
    EPITHET: 0.75,
    LATER: 0.75,
    ALONE: 0.8,
    DECISION: 1.0,
}

LEAD = 3  # sentences from the start in which a speaker may be described before being named
PROMINENT = 3  # full names after which a surname alone is one bearer's, when any other is named once only; set by hand
REACH = 8  # sentences that a pronoun may look back

ORGANISATION = 3  # times that the parser takes a name for an organisation's before it counts as one; set by hand

# What tells a place from a person, for a name that nobody bears with a given name; set by hand.
PLACE_SIGNS: dict[str, int] = {
    "label": 1,  # the parser's label, for or against, each time
    "inside": 2,  # "in Brack", each time
    "of": 2,  # "the streets of Brack", each time
    "own": 1,  # "Brack's parliament", each time
    "people": 2,  # the accounts name its people ("Ostrevian" of "Ostrevia"), each time
    "title": 4,  # a person's title stands before it, against
    "lead of names": 3,  # how far the signs must lead where the name has two words or is a given name
}

# What makes an antecedent likely: swept one by one on hand-made gold (305 pronouns that speak); each value was the best or within one case of it.
WEIGHTS: dict[str, float] = {
    "distance": -1.0,  # a sentence away
    "speaker before": 0.9,  # spoke in the statement before this one
    "speaks": 0.8,  # is itself the source of a statement
    "first": 0.7,  # the first mention of its sentence
    "here": 0.5,  # stands in the same sentence
    "likely": 0.5,  # gender unknown, and the given name ends as those of this gender do
    "unlikely": -1.0,  # gender unknown, but the given name ends as those of the other gender do
    "owns": 1.0,  # owns what a relative clause with the pronoun tells of ("Lind's letter, in which he ..."); set by hand
    "asked": 5.0,  # is asked what the pronoun stands in: one asks others of themselves; set by hand
    "main": 1.3,  # is the subject of a main clause
    "often": 0.15,  # a mention, at most ten
    "speech": 0.8,  # stands in the very words of the same statement; set by hand
    "new": 2.5,  # has just been brought in by full name, in this sentence or the one before
    "named": -3.5,  # is named in the words that the pronoun is said to speak: people speak of themselves as "I"; set by hand
    "quoted": -0.6,  # stands inside somebody's direct speech while the pronoun does not
    "agrees": 0.1,  # gender known and the same
    "pronoun": -0.5,  # is a pronoun itself
}
