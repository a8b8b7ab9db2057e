"""Baseline: what most people build first, behind the same answer, to measure ours against.

Pieces of 1,000 characters with 200 of overlap, the ten nearest by cosine from Chroma, and the two sentences of the
first piece that are nearest to the question. It never declines, and every turn is asked by itself.
"""

import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from corpus.report import Report
from ingest.card import write_card
from ingest.embedding import Embedder
from ingest.index import PassageIndex, build_index
from ingest.passages import Passage
from ingest.sentences import split_sentences
from retrieval.answer import ANSWERED, Answer, Citation, Claim, Coverage
from retrieval.evidence import Evidence, Filters, Question

PIECE_CHARS, OVERLAP_CHARS = 1000, 200  # the sizes of LangChain's own tutorials
EVIDENCE = 10
SENTENCES = 2


class Baseline:
    """A plain answerer over these reports; its index lies in a temporary folder that goes when it goes."""

    def __init__(self, reports: Mapping[str, Report], embedder: Embedder):
        self._reports, self._embedder = reports, embedder
        self._pieces = [piece for report in reports.values() for piece in cut_evenly(report)]
        self._folder = tempfile.TemporaryDirectory(prefix="baseline-", ignore_cleanup_errors=True)
        build_index(Path(self._folder.name), embedder.embed([p.text for p in self._pieces]))
        write_card(Path(self._folder.name), {"rule": "baseline"})
        self._index = PassageIndex(Path(self._folder.name))

    def ask(self, turns: Sequence[str]) -> list[Answer]:
        """One answer a turn."""
        return [self._answer(turn) for turn in turns]

    def _answer(self, question: str) -> Answer:
        start = time.perf_counter()
        evidence = self._search(question)
        found = time.perf_counter()
        citations = self._cite(question, evidence[0]) if evidence else ()
        coverage = Coverage(len(self._reports), len(self._reports), Filters())
        seconds = {"search": found - start, "rerank": 0.0, "compose": time.perf_counter() - found, "total": time.perf_counter() - start}
        claims = tuple(Claim(" ".join(c.quote.split()), (c.marker,)) for c in citations)
        text = " ".join(f"{claim.text} [{claim.markers[0]}]" for claim in claims)
        return Answer(Question(question), ANSWERED, text, claims, citations, evidence, coverage, "baseline", seconds=seconds)

    def _search(self, question: str) -> tuple[Evidence, ...]:
        if not self._pieces:
            return ()
        nearest = self._index.nearest(self._embedder.embed([question])[0], min(EVIDENCE, len(self._pieces)))
        pieces = [(self._pieces[n.row], n.cosine) for n in nearest]
        return tuple(
            Evidence(piece, self._reports[piece.report_id], cosine, dense_rank=rank, cosine=cosine)
            for rank, (piece, cosine) in enumerate(pieces, 1)
        )

    def _cite(self, question: str, first: Evidence) -> tuple[Citation, ...]:
        """The two sentences nearest to the question, in the order in which they stand."""
        piece = first.passage
        spans = split_sentences(piece.text)
        vectors = self._embedder.embed([question, *(piece.text[a:b] for a, b in spans)])
        best = sorted(np.argsort(-(vectors[1:] @ vectors[0]), kind="stable")[:SENTENCES])
        places = [(piece.start + spans[i][0], piece.start + spans[i][1]) for i in best]
        return tuple(Citation(n, first.report, piece, start, end) for n, (start, end) in enumerate(places, 1))


def cut_evenly(report: Report) -> list[Passage]:
    """A report in pieces of at most 1,000 characters that overlap by up to 200, headings and tables unseen."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=PIECE_CHARS, chunk_overlap=OVERLAP_CHARS)
    places = _places(report.text, splitter.split_text(report.text))
    return [Passage(report.report_id, (), "prose", start, end, report.text[start:end]) for start, end in places]


def _places(text: str, pieces: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where each piece stands: each begins after the one before began, and overlaps it by 200 at most.

    The splitter's own `add_start_index` is wrong where a text repeats itself (langchain#21475).
    """
    start, end = -1, 0
    for piece in pieces:
        start = text.index(piece, max(start + 1, end - OVERLAP_CHARS))
        end = start + len(piece)
        yield start, end
