"""The rules of this stage: id -> the sentence that explains it to readers."""

from onrecord.annotate import voices

RULES: dict[str, str] = {
    "model:attribution@2": "A model trained on annotated news reads these words as said by this source; the rules are its second witness.",
    "rule:en.quote-then-cue": "Words in quotation marks are followed by a verb of saying with the one who says them.",
    "rule:en.cue-then-quote": "A verb of saying with the one who speaks leads to words in quotation marks.",
    "rule:en.quote-alone": "Words in quotation marks with no verb of saying of their own go on from the quotation before, or nobody is named for them.",
    "rule:en.signed": "A quotation is signed with the name of the one who speaks.",
    "rule:en.speaker-label": "A name and a colon stand before the words, as in a transcript.",
    "rule:en.quoted-words": "A part of the sentence stands in quotation marks, and its subject is the one whose words they are.",
    "rule:en.as-said": "“As X put it” or the like says whose words these are.",
    "rule:en.verb-clause": "A verb of saying, thinking or claiming has a clause that tells what is said, and a subject that says it.",
    "rule:en.verb-to": "A verb of wanting, promising or refusing has a “to” phrase that tells what, and a subject.",
    "rule:en.verb-object": "A verb such as “denied” or “described” has an object that tells what is said, and a subject that says it.",
    "rule:en.verb-preposition": "A verb such as “warned of” or “insisted on” has a phrase that tells what is said, and a subject that says it.",
    "rule:en.no-reply": "Somebody “did not respond to requests for comment” or the like: that nothing was said is part of the record.",
    "rule:en.parenthesis": "“X said” or the like stands inside or after the sentence that is said.",
    "rule:en.passive": "A passive such as “was told” or “is said to” tells that somebody says it.",
    "rule:en.noun": "A noun such as “claim” or “assurance” has an owner and tells what is claimed.",
    "rule:en.adjective": "An adjective such as “confident” or “aware” has a clause that tells what the subject holds.",
    "rule:en.raised": "A verb such as “seems” or “is believed to” has what is held of its subject behind it.",
    "rule:en.according-to": "“According to X” names the one on whose word the sentence rests.",
    "rule:en.headline": "A headline gives the words and their speaker on either side of a colon or a comma.",
    **voices.RULES,
}
