"""One piece of work in a process of its own, measured from outside: `python -m evals.bench.work NAME ...` prints JSON."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from corpus.library import Library
from evals.bench.invented import questions
from evals.bench.plain import Plain
from evals.bench.stand_in import RandomVectors
from ingest.build import ingest
from ingest.embedding import SentenceTransformerEmbedder
from retrieval.assistant import Assistant
from retrieval.evidence import Question

WARMING = 6  # questions; the first few open files and fill caches


def ingest_ours(folder: str, library: str) -> int:
    """Ingest with vectors drawn at random; how many passages."""
    return sum(o.passages for o in ingest([Path(folder)], Library(Path(library)), RandomVectors(SentenceTransformerEmbedder())))


def ingest_plain(folder: str, store: str) -> int:
    """The same by the plain pipeline; how many pieces."""
    return Plain(Path(store), _RandomEmbeddings()).ingest(Path(folder))


def warm(library: str, store: str, count: str) -> dict[str, list[float]]:
    """Both opened in one process and asked the same questions in turn; milliseconds of each."""
    ours = Assistant.open(Library(Path(library)), SentenceTransformerEmbedder())
    plain = Plain(Path(store))
    # The two halves are other questions, so that nothing asked for the search is remembered for the answer.
    halves: list[list[tuple[str, Callable[[str], Any]]]] = [
        [("search ours", lambda words: ours.searcher.search(Question(words))), ("search plain", plain.search)],
        [("ask ours", lambda words: ours.ask(Question(words))), ("ask plain", plain.ask)],
    ]
    told: dict[str, list[float]] = {name: [] for works in halves for name, _ in works}
    for n, words in enumerate(questions(2 * int(count) + WARMING)):
        for name, work in halves[n % 2]:
            begun = time.perf_counter()
            work(f"{words} ({n})")
            if n >= WARMING:
                told[name].append(1000 * (time.perf_counter() - begun))
    return told


class _RandomEmbeddings:
    """Random vectors as LangChain asks for them."""

    def __init__(self) -> None:
        self._drawn = RandomVectors(SentenceTransformerEmbedder())

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self._drawn.embed(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


if __name__ == "__main__":
    print(json.dumps(globals()[sys.argv[1]](*sys.argv[2:])))
