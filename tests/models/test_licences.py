"""`docs/licences.md` names every direct dependency, and nothing that is installed for onrecord is under the GPL alone."""

import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

DOCS = Path(__file__).parent.parent.parent / "docs" / "licences.md"
EXTRAS = ("corpus", "notebook", "web")
ROW = re.compile(r"^\| ([a-z0-9-]+) \| ([^|]+) \|", re.MULTILINE)


def find_needed(name: str, found: set[str]) -> set[str]:
    """The names of a package and of all that it needs, as far as installed."""
    key = re.sub(r"[-_.]+", "-", name).lower()
    if key in found:
        return found
    try:
        requires = distribution(name).requires or []
    except PackageNotFoundError:
        return found
    found.add(key)
    for line in requires:
        need = Requirement(line)
        if need.marker is None or need.marker.evaluate({"extra": ""}):
            find_needed(need.name, found)
    return found


def test_every_direct_dependency_is_listed() -> None:
    listed = {name for name, _ in ROW.findall(DOCS.read_text(encoding="utf-8"))}
    needs = [Requirement(line) for line in distribution("onrecord").requires or []]
    ours = [need for need in needs if need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in EXTRAS)]
    assert {need.name for need in ours if need.name != "onrecord"} - listed == set()


def test_nothing_needed_is_under_the_gpl_alone() -> None:
    found = find_needed("onrecord", set())
    for need in map(Requirement, distribution("onrecord").requires or []):
        if need.marker is not None and any(need.marker.evaluate({"extra": extra}) for extra in EXTRAS):
            find_needed(need.name, found)
    for name in sorted(found):
        fields = distribution(name).metadata.json
        licence = str(fields.get("license_expression") or fields.get("license") or "").split("\n", maxsplit=1)[0]
        assert "GPL" not in licence or " OR " in licence, name
