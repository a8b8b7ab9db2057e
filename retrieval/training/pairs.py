"""Training questions: each with the passage that answers it, if any, and passages that do not.

Two sources, both written by us: questions on the short digests, and invented reports ("scenes") in which the
same heading stands once for each body, so that the neighbouring figure is always at hand as a wrong answer.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.manifest import SHIPPED

DATA = Path(__file__).with_name("data")


@dataclass(frozen=True, slots=True)
class Text:
    """A passage as the reader sees it: where it stands (title and headings) and its words."""

    place: str
    words: str


@dataclass(frozen=True, slots=True)
class Example:
    """A question; `answer` is the passage that answers it (None if none does) and `sentence` its answering words.

    `source` names the digest or scene, so that whole sources can be held out; `near` are the texts most easily
    taken for the answer.
    """

    question: str
    answer: Text | None
    sentence: str
    kind: str
    source: str
    near: tuple[Text, ...]


def read_examples() -> list[Example]:
    """All examples of this folder's data; questions on digests that are not shipped are left out."""
    return [*_digest_examples(), *read_scenes()]


def read_scenes() -> list[Example]:
    """The examples of the invented reports alone."""
    return list(_scene_examples())


def _lines(path: Path) -> Iterator[dict]:  # type: ignore[type-arg]
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def _digest_examples() -> Iterator[Example]:
    """`doc` of a question begins with the number that the digest's report_id ends with."""
    texts, area = {}, {}
    for line in _lines(SHIPPED):
        if line["file"].startswith("texts/short/"):
            number = line["report_id"][-3:]
            title, _, words = (SHIPPED.parent / line["file"]).read_text(encoding="utf-8").strip().partition("\n")
            texts[number], area[number] = Text(title.strip(), words.strip()), tuple(line["area"])
    by_area = defaultdict(list)
    for number in texts:
        by_area[area[number]].append(number)
    for file in sorted(DATA.glob("questions-*.jsonl")):
        for line in _lines(file):
            number = line["doc"][:3]
            if number in texts:
                near = tuple(texts[other] for other in by_area[area[number]] if other != number)
                answerable = line["kind"] != "unanswerable"
                beside = near if answerable else (texts[number], *near)
                yield Example(line["q"], texts[number] if answerable else None, line["sentence"], line["kind"], number, beside)


def _scene_examples() -> Iterator[Example]:
    for file in sorted(DATA.glob("scenes-*.jsonl")):
        for scene in _lines(file):
            texts = [Text(" > ".join((scene["title"], *p["headings"])), p["text"]) for p in scene["passages"]]
            for q in scene["questions"]:
                answer = texts[q["passage"]] if q["passage"] is not None and q["kind"] != "unanswerable" else None
                near = tuple(t for t in texts if t is not answer)
                yield Example(q["q"], answer, q["sentence"], q["kind"], scene["scene"], near)
