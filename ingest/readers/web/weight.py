"""Weights: how much text and how many links stand in each element of a page, counted in one pass."""

from dataclasses import dataclass

from bs4 import Tag
from bs4.element import NavigableString

from ingest.readers.web.note import is_note


@dataclass(slots=True)
class Weight:
    """Letters in an element, how many of them are links, how many links and footnotes, and whether the page's heading stands in it."""

    letters: int = 0
    linked: int = 0
    links: int = 0
    headed: bool = False
    notes: int = 0

    def add(self, inner: "Weight") -> None:
        self.letters += inner.letters
        self.linked += inner.linked
        self.links += inner.links
        self.notes += inner.notes
        self.headed = self.headed or inner.headed


def weigh(page: Tag) -> dict[int, Weight]:
    """The weight of every element by its id()."""
    weights: dict[int, Weight] = {}
    for tag in reversed([page, *page.find_all(True)]):  # what stands in an element comes after it
        weight = Weight(headed=tag.name in ("h1", "main"), notes=is_note(tag))
        for child in tag.children:
            if isinstance(child, Tag):
                weight.add(weights[id(child)])
            elif isinstance(child, NavigableString):
                weight.letters += len(child.strip())
        if tag.name == "a":
            weight.linked, weight.links = weight.letters, 1
        weights[id(tag)] = weight
    return weights
