"""Two invented reports, and honest small answers and cases over them."""

import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pytest

from corpus.report import Facts, Report
from evals.case import Case, GoldQuote
from ingest.embedding import Vectors
from ingest.passages import Passage
from retrieval.answer import ANSWERED, Answer, Citation, Claim, Coverage
from retrieval.evidence import Evidence, Filters, Question

NORTH = (
    "Probation in Northshire\n\nThe CRC held 1,250 cases in May. Its staff were busy.\n\n"
    "The NPS held 640 cases. One in three, or 33 per cent, had a home visit.\n\nStaff were well trained."
)
SOUTH = "Probation in Southshire\n\nThe CRC held 90 cases. It closed two offices.\n\nStaff were well trained."


class WordEmbedder:
    """A text's vector is how often each of its words occurs, by a hash of the word: like texts lie near each other."""

    name = fingerprint = "words"

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        vectors = np.zeros((len(texts), 256), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.lower()) or ["nothing"]:
                vectors[row, zlib.crc32(word.encode()) % 256] += 1
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True).clip(min=1e-9)


@pytest.fixture
def embedder() -> WordEmbedder:
    return WordEmbedder()


@pytest.fixture(scope="session")
def reports() -> dict[str, Report]:
    return {
        "north": Report("north", "north.txt", "", Facts("Probation in Northshire", area=("Northshire",), published_on="2017-05"), NORTH),
        "south": Report("south", "south.txt", "", Facts("Probation in Southshire", area=("Southshire",), published_on="2019"), SOUTH),
    }


@pytest.fixture
def make_case() -> Callable[..., Case]:
    """A case about the CRC's cases in Northshire; any field can be given otherwise."""

    def make(case_id: str = "c1", **fields: Any) -> Case:
        plain = {
            "question": f"How many cases did the CRC hold ({case_id})?", "kind": "figure", "audience": "staff", "split": "tune",
            "points": (("1,250",),), "gold": (GoldQuote("north", "The CRC held 1,250 cases in May."),),
        }  # fmt: skip
        return Case(case_id=case_id, **{**plain, **fields})

    return make


@pytest.fixture
def make_answer(reports: Mapping[str, Report]) -> Callable[..., Answer]:
    """An answer that cites these words of these reports, each found where it first stands."""

    def make(question: str, *quotes: tuple[str, str], status: str = ANSWERED, text: str | None = None) -> Answer:
        places = [(reports[i], reports[i].text.index(words), words) for i, words in quotes]
        passages = [Passage(r.report_id, (), "prose", at, at + len(words), words) for r, at, words in places]
        citations = tuple(Citation(n, r, p, p.start, p.end) for n, ((r, _, _), p) in enumerate(zip(places, passages, strict=True), 1))
        evidence = tuple(Evidence(p, r, 1 / n) for n, ((r, _, _), p) in enumerate(zip(places, passages, strict=True), 1))
        claims = tuple(Claim(c.quote, (c.marker,)) for c in citations)
        said = " ".join(f"{c.quote} [{c.marker}]" for c in citations) if text is None else text
        return Answer(Question(question), status, said, claims, citations, evidence, Coverage(2, 2, Filters()), "fake")

    return make
