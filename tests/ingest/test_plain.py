"""Plain text: an invented story with every kind of leftover, and lines that break."""

import pytest

from onrecord.ingest import read_document
from onrecord.ingest.blocks import label_blocks
from onrecord.records import BlockRole, Document

BODY = [
    "The harbour bridge of Northwick will stay shut until May, mayor Ann Lee said on Monday, after engineers found cracks in two of its pillars.",
    "“Nobody will cross it while I am in office,” Lee told reporters in the town hall. “We owe that to the ferrymen and to everybody else.”",
    "Her rival, Tom Okafor, called the decision a scandal and said that the town council had known of the cracks for two years.",
    "The council has denied this. It said in a statement that the first report had reached it in March, and that it had acted within a week.",
    "Repairs are expected to cost four million crowns, most of which the county is to pay.",
]
HEADLINE = "Harbour bridge of Northwick to stay shut until May"
LEFTOVERS = [
    "Share",
    "Tweet",
    "Pin It on Pinterest",
    "65 Comments",
    "Be the first to comment",
    "1.2K Shares",
    "Your email address will not be published. Required fields are marked *",
    "Leave a Reply",
    "Save my name in this browser for the next time I comment.",
    "You may also like...",
    "Related: Ferrymen ask for a second pier",
    "Read more: What the engineers wrote",
    "We use cookies to give you the best experience. By clicking accept all you agree to our privacy policy.",
    "Sign up for our daily newsletter",
    "Subscribe to The Northwick Lantern",
    "© 2024 The Northwick Lantern. All rights reserved.",
    "Home | News | Sport | Weather | Contact",
    "Skip to content",
    "Advertisement",
    "Filed under: Town, Bridges",
    "* * *",
]

# What the usual page systems leave behind; one string to keep it readable.
LABELS = [
    "Comments are closed.",
    "Like Loading...",
    "Previous Post",
    "Click to share on Facebook (Opens in new window)",
    "Tagged with bridges, harbour",
    "Posted in News",
    "Advertisements",
    "Report this ad",
    "View all posts by Sam Roe →",
    "Follow @northwick",
    "Sponsored Stories",
    "Around the web",
    "Notify me of follow-up comments by email.",
    "Name *",
    "Post Comment",
    "Δ",
    "Page 1 of 3",
    "5 min read",
    "3 hours ago",
    "July 8, 2017",
    "July 8, 2017 at 10:15 am",
    "10:15 AM ET",
    "Listen to this article",
    "Copy link",
    "Donate",
    "Become a member",
    "Play video",
    "0:00 / 2:13",
    "Jump to comments",
    "Conversation (12)",
    "12 replies",
    "Comments (12)",
    "Share 1.2K",
    "Facebook 12 Twitter 4",
    "+1",
    "Log in to reply",
    "Cookie settings",
    "Got it",
    "© Copyright 2017, All Rights Reserved",
    "NOW WATCH: How bridges break",
    "[Read: How bridges break]",
    "Follow Sam Roe on Twitter: @samroe",
    "Sort by: Newest",
    "A A A",
    "Story continues below advertisement",
    "There are no comments yet.",
    "Rating: 4.5/5",
    "This material may not be published, broadcast, rewritten, or redistributed.",
]


def roles_of(text: str) -> dict[str, BlockRole]:
    return {text[block.span.start : block.span.end]: block.role for block in label_blocks(text)}


def bodies_of(text: str) -> list[str]:
    return [text[block.span.start : block.span.end] for block in label_blocks(text) if block.role == BlockRole.BODY]


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n", "\r\n\r\n"])
def test_a_page_with_every_leftover(gap: str) -> None:
    head = ["Skip to content", "Home | News | Sport | Weather | Contact", HEADLINE, "By Sam Roe", "© Harbour Pictures"]
    lines = [*head, *BODY, "Source: Coastal Wire", *LEFTOVERS]
    text = gap.join(lines)
    roles = roles_of(text)
    assert bodies_of(text) == BODY
    assert roles[HEADLINE] == BlockRole.HEADLINE
    assert roles["By Sam Roe"] == BlockRole.BYLINE
    assert roles["© Harbour Pictures"] == BlockRole.CREDIT
    assert roles["Source: Coastal Wire"] == BlockRole.CREDIT
    assert {line for line in LEFTOVERS if roles[line] != BlockRole.FURNITURE} == set()


@pytest.mark.parametrize("line", [*LEFTOVERS, *LABELS])
def test_each_leftover_after_a_clean_text(line: str) -> None:
    text = "\n\n".join([HEADLINE, *BODY, line])
    assert bodies_of(text) == BODY
    assert roles_of(text)[line] == BlockRole.FURNITURE


def test_a_doubled_headline_is_furniture_the_second_time() -> None:
    text = f"{HEADLINE}\n\n{HEADLINE}\n© Harbour Pictures\n\n" + "\n\n".join(BODY)
    assert [block.role for block in label_blocks(text)][:4] == [BlockRole.HEADLINE, BlockRole.FURNITURE, BlockRole.CREDIT, BlockRole.BODY]


def test_a_caption_ends_with_its_credit() -> None:
    caption = "Ann Lee in front of the bridge last week. (Photo by Kim Dale)"
    text = "\n\n".join([HEADLINE, BODY[0], caption, *BODY[1:]])
    assert roles_of(text)[caption] == BlockRole.CAPTION
    assert bodies_of(text) == BODY


def test_a_line_broken_in_mid_sentence_is_one_paragraph() -> None:
    broken = BODY[0].replace("mayor Ann", "mayor \nAnn").replace("after engineers", "\nafter engineers").replace("of its", "of\nits")
    text = "\n\n".join([HEADLINE, *BODY[1:], broken.replace("mayor \nAnn", "mayor Ann")])
    assert bodies_of(text)[-1] == broken.replace("mayor \nAnn", "mayor Ann")


def test_a_line_that_ends_in_an_open_word_goes_on() -> None:
    broken = "The decision came after weeks of quarrels, and it was backed by the\nNorthwick Ferrymen, who had asked Mr.\nOkafor for help first."
    text = "\n\n".join([HEADLINE, *BODY, broken])
    assert bodies_of(text)[-1].startswith("The decision came after weeks of quarrels, and it was backed by the\nNorthwick")


def wrap(text: str, width: int = 72) -> str:
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


@pytest.mark.parametrize("width", [60, 72, 80])
def test_hard_wrapped_text(width: int) -> None:
    wrapped = [wrap(paragraph, width) for paragraph in BODY]
    assert bodies_of("\n\n".join([HEADLINE, *wrapped])) == wrapped


def test_stamps_and_bars_are_not_taken_for_prose_nor_prose_for_them() -> None:
    lines = [
        "In May 2024 the bridge was 40 years old.",
        "Share the bridge, share the cost, she said.",
        "Comments came from 12 members of the council.",
        "Page one was hers.",
    ]
    assert bodies_of("\n\n".join([HEADLINE, *BODY, *lines])) == [*BODY, *lines]


def test_one_newline_a_paragraph() -> None:
    assert bodies_of("\n".join([HEADLINE, *BODY])) == BODY


def test_a_clean_text_loses_nothing() -> None:
    heads = ["A long quarrel", "What is next"]
    lines = [HEADLINE, BODY[0], BODY[1], heads[0], BODY[2], BODY[3], heads[1], BODY[4], "“No,” she said.", "Did she mean it?"]
    assert bodies_of("\n\n".join(lines)) == lines[1:]


@pytest.mark.parametrize("text", ["Ann Lee said no.", "No.", "no", "Ann Lee said no.\n\nTom Okafor said yes.", "- first\n- second\n- third"])
def test_a_short_text_is_body(text: str) -> None:
    assert bodies_of(text)


def read(text: str) -> Document:
    return read_document(text.encode(), "a.txt")


def test_metadata_only_as_stated() -> None:
    text = "\n\n".join([HEADLINE, "By Sam Roe and Kim Dale", "Published: 3 May 2024", *BODY])
    meta = read(text).meta
    assert meta.title is not None
    assert (meta.title.value, meta.title.provenance) == (HEADLINE, "text:headline")
    assert meta.byline is not None
    assert (meta.byline.value, meta.byline.provenance) == ("Sam Roe and Kim Dale", "text:byline")
    assert meta.published is not None
    assert (meta.published.value, meta.published.provenance) == ("3 May 2024", "text:dateline")
    assert meta.outlet is None
    assert meta.url is None


@pytest.mark.parametrize("line", ["The bridge was shut on 3 May 2024, Ann Lee said.", "Published by the council: a report of 2024 on bridges and piers."])
def test_a_date_that_is_only_mentioned_is_no_date_of_publication(line: str) -> None:
    assert read("\n\n".join([HEADLINE, line, *BODY])).meta.published is None


def test_no_byline_from_a_sentence() -> None:
    meta = read("\n\n".join([HEADLINE, *BODY, "By Monday, Lee will have decided what to do about it."])).meta
    assert meta.byline is None


def test_a_heading_that_names_an_author_is_no_byline() -> None:
    assert roles_of("\n\n".join([HEADLINE, BODY[0], BODY[1], "Author Kim Dale on bridges", *BODY[2:]]))["Author Kim Dale on bridges"] == BlockRole.BODY
