"""Finds what stands at a place without looking at everything: long documents take time in proportion to their length."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from onrecord.records import Span

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Places(Generic[T]):
    """Items by the span they stand at, sorted by its start; `longest` bounds how far back one may begin."""

    starts: tuple[int, ...]
    items: tuple[tuple[Span, T], ...]
    longest: int

    def at(self, span: Span) -> list[T]:
        """The items whose span overlaps or touches this one, in the order of their starts."""
        first, last = bisect_left(self.starts, span.start - self.longest), bisect_right(self.starts, span.end)
        return [item for place, item in self.items[first:last] if place.end >= span.start]


def index_places(items: Iterable[tuple[Span, T]]) -> Places[T]:
    """An index of items by place; items at one place keep their order."""
    ordered = tuple(sorted(items, key=lambda item: item[0]))
    return Places(tuple(s.start for s, _ in ordered), ordered, max((s.end - s.start for s, _ in ordered), default=0))
