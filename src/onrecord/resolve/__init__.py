"""Who speaks: the same person under every name, title and pronoun, across documents."""

from collections.abc import Sequence

from onrecord.records import Annotated, Decision, Source
from onrecord.resolve.cluster import Groups, Link, explain, group
from onrecord.resolve.decisions import Rulings, read_rulings, rule_speakers
from onrecord.resolve.genders import find_genders
from onrecord.resolve.kinds import settle_kinds
from onrecord.resolve.later import link_later
from onrecord.resolve.people import forbids_names, link_names
from onrecord.resolve.pronouns import link_pronouns
from onrecord.resolve.reading import Reading, read_article
from onrecord.resolve.roles import learn_roles, link_beside, link_kinds, link_roles
from onrecord.resolve.rules import DECISION, RULES
from onrecord.resolve.sources import write_sources

__all__ = ["RULES", "resolve_sources"]


def resolve_sources(articles: Sequence[Annotated], decisions: Sequence[Decision] = ()) -> tuple[Source, ...]:
    """The sources of some articles, in the order of their names.

    Each statement with a source span belongs to one source, unless the span is a word like "nobody" or "that" which takes up nothing; each mention to one
    source at most. People, organisations, countries and outlets that are named but say nothing are sources without statements. Unnamed speakers stay apart.
    Decisions name two sources or mentions by id, or a statement and who says it, and win over every rule; the order of the articles changes nothing.
    """
    readings = settle_kinds([read_article(a) for a in sorted(articles, key=lambda a: a.document.id)])
    rulings = Rulings()
    sources, _ = _resolve(readings, rulings)
    for _round in range(len(decisions) + 1 if decisions else 0):
        found = read_rulings(decisions, sources, readings, rulings)
        if found == rulings:
            break
        rulings = found
        sources, _ = _resolve(readings, rulings)
    return rule_speakers(sources, decisions, {statement.id for article in articles for statement in article.statements})


def _resolve(readings: Sequence[Reading], rulings: Rulings) -> tuple[tuple[Source, ...], Groups]:
    mentions = [r.mention.id for reading in readings for r in reading.references]
    by_id = {r.mention.id: r for reading in readings for r in reading.references}

    def forbids(a: frozenset[str], b: frozenset[str], by: str) -> bool:
        if rulings.forbid(a, b) or by == DECISION:
            return rulings.forbid(a, b)
        names = ([by_id[m] for m in sorted(group) if by_id[m].name] for group in (a, b))
        return forbids_names(*names, ruled=rulings.joined(a | b))

    def merge(links: Sequence[Link]) -> tuple[Groups, tuple[Link, ...]]:
        return group(mentions, [*rulings.links, *links], forbids)

    links = [*link_names(readings), *(x for r in readings for x in link_beside(r))]
    groups, used = merge(links)
    roles = learn_roles(readings, used, groups)
    links += [x for r in readings for x in (*link_roles(r, groups, roles), *link_kinds(r, groups))]
    groups, used = merge(links)
    genders, roles = find_genders(readings, groups), learn_roles(readings, used, groups)
    links += [x for r in readings for x in link_later(r, groups, genders, roles)]
    groups, used = merge(links)
    genders = find_genders(readings, groups)
    links += [x for r in readings for x in link_pronouns(r, groups, genders)]
    groups, used = merge(links)
    return write_sources(readings, groups, explain(used)), groups
