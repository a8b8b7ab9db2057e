"""Spread: reading and embedding of many files by several processes, or by a Dask cluster, ahead of the one writer.

The story of ingest stays one process's: it asks for vectors of the same texts in the same order, and gets those that
the others made meanwhile. So ids, duplicates and everything written are the same by construction, and a text that
nobody prepared is embedded on the spot.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np

from corpus.errors import AssistantError
from ingest.build import READING, files_with_facts
from ingest.child import Child
from ingest.embedding import Embedder, Vectors
from ingest.intake import find_file, known_facts, make_report
from ingest.origin import Origin
from ingest.passages import cut_passages, text_to_embed
from ingest.pieces import Pieces
from ingest.progress import Progress, silent
from ingest.read import READERS_VERSION
from ingest.reading import UnreadableReport

AHEAD = 4  # files for each worker that may be prepared before the writer comes to them
PATIENCE = 10  # seconds for a Dask scheduler to answer
THREAD_VARIABLES = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")
Prepared = dict[str, tuple[Vectors, Pieces | None]]  # a text's key, its vector and its word pieces
File = tuple[Path | str, dict[str, Any]]


class SpreadError(AssistantError):
    """Workers that cannot be started, or were lost."""


@dataclass
class SpreadEmbedder:
    """An embedder whose vectors others make, file by file ahead of the writer; `plain` makes the rest."""

    plain: Embedder
    files: Sequence[File]
    submit: Callable[[File], "Future[Prepared]"]
    window: int
    at: int = -1  # the file that the writer is at
    ahead: "dict[int, Future[Prepared]]" = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.plain.name

    @property
    def fingerprint(self) -> str:
        return self.plain.fingerprint

    def move_to(self, at: int) -> None:
        """Forget the files before this one, and give out those after it as far as the window reaches."""
        self.at = at
        self.ahead = {n: future for n, future in self.ahead.items() if n >= at}
        for n in range(at, min(at + self.window, len(self.files))):
            if n not in self.ahead:
                self.ahead[n] = self.submit(self.files[n])

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        return self.embed_pieces(texts, progress)[0]

    def embed_pieces(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> tuple[Vectors, list[Pieces]]:
        prepared = _result(self.ahead[self.at]) if self.at in self.ahead else {}
        keys = [_key(text) for text in texts]
        if not keys or not all(key in prepared for key in keys):
            return self.plain.embed_pieces(texts, progress)
        if progress:
            progress(len(texts))
        return np.stack([prepared[key][0] for key in keys]), [pieces for key in keys if (pieces := prepared[key][1])]


def _result(future: "Future[Prepared]") -> Prepared:
    try:
        return future.result()
    except AssistantError:
        raise
    except Exception as error:  # each engine has its own for a worker that died
        raise SpreadError(f"A worker was lost ({type(error).__name__}). Run the command again with fewer --workers.") from error


@contextmanager
def spread(
    embedder: Embedder,
    make: Callable[[], Embedder],
    paths: Iterable[Path | str],
    corrections: dict[str, Any],
    held: Iterable[str],
    workers: str,
    progress: Progress = silent,
) -> Iterator[tuple[SpreadEmbedder, Progress]]:
    """The embedder and the progress for one run of `ingest` over these paths; files whose sha256 is `held` are left to the writer.

    `workers` is a number of processes, or the address of a Dask scheduler (tcp://HOST:PORT). `make` makes the same
    embedder in a worker; it must be importable there.
    """
    files = [(file, {**facts, **corrections}) for path in paths for file, facts in files_with_facts(path)]
    left = frozenset(() if corrections else held)
    with _pool(workers) as (pool, count):
        spreading = SpreadEmbedder(
            embedder, files, lambda file: pool.submit(prepare, *file, left, make, embedder.fingerprint), count * AHEAD
        )

        def follow(what: str, done: int, total: int) -> None:
            if what == READING:
                spreading.move_to(done)
            progress(what, done, total)

        yield spreading, follow


def prepare(given: Path | str, known: dict[str, Any], held: frozenset[str], make: Callable[[], Embedder], fingerprint: str) -> Prepared:
    """Read, cut and embed one file; nothing of an address, or of a file that is held or cannot be read, which is the writer's to tell."""
    if isinstance(given, str):
        return {}
    try:
        found = find_file(given)
        if found.sha256 in held:
            return {}
        report = make_report("", found, _child().read(found.path, found.data), Origin(READERS_VERSION, known_facts(known), {}))
    except (OSError, UnreadableReport):
        return {}
    embedder = _kept(make)
    if embedder.fingerprint != fingerprint:
        raise SpreadError("A worker has another embedding model than this machine. Install the same version and model there.")
    texts = list(dict.fromkeys(text_to_embed(report, passage) for passage in cut_passages(report)))
    if not texts:
        return {}
    vectors, pieces = embedder.embed_pieces(texts)
    kept: list[Pieces | None] = [*pieces] or [None] * len(texts)
    return dict(zip(map(_key, texts), zip(vectors, kept, strict=True), strict=True))


@contextmanager
def _pool(workers: str) -> Iterator[tuple[Executor, int]]:
    if workers.isascii() and workers.isdigit() and 1 <= int(workers) <= 256:
        threads = max(1, (os.cpu_count() or 1) // int(workers))
        # A forked child hangs where Chroma or torch already has threads, so each worker is a fresh process.
        pool = ProcessPoolExecutor(int(workers), get_context("spawn"), _begin_worker, (threads,))
        try:
            yield pool, int(workers)
        finally:
            pool.shutdown(cancel_futures=True)
        return
    if not workers.startswith(("tcp://", "tls://")):
        raise SpreadError(
            f"{workers} is neither a number of processes nor a Dask scheduler. Give --workers 4 or --workers tcp://HOST:PORT."
        )
    with _cluster(workers) as (executor, count):
        yield executor, count


@contextmanager
def _cluster(address: str) -> Iterator[tuple[Executor, int]]:
    try:
        from distributed import Client
    except ImportError as error:
        raise SpreadError("A cluster needs Dask. Install it: pip install 'probation-qa[cluster]'") from error
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except OSError as error:
        raise SpreadError(f"The Dask scheduler {address} does not answer. Start it, or give a number of processes.") from error
    with client:
        yield client.get_executor(pure=False), max(1, len(client.scheduler_info()["workers"]))


def _begin_worker(threads: int) -> None:
    for name in THREAD_VARIABLES:
        os.environ[name] = str(threads)


@cache
def _kept(make: Callable[[], Embedder]) -> Embedder:
    """A worker's embedder, loaded once."""
    return make()


@cache
def _child() -> Child:
    """A worker's own reader of hostile formats; it ends when the worker does."""
    return Child()


def _key(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
