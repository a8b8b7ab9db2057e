"""PassageIndex: one generation of the search index in Chroma; the only file that knows chromadb.

A generation is built in its own folder, checked, and then pointed to; it is never written again. Chroma's own
write of its vector files is not safe against a kill (chroma-core/chroma#7510), so it never holds the only
copy of anything: it can always be rebuilt from the truth without embedding.
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from corpus.errors import AssistantError
from ingest.embedding import Vectors
from ingest.server import SERVER_VARIABLE, forgotten, patiently, place_collection, placed_collection, server_address, server_headers

COLLECTION = "passages"
BATCH = 1000  # Chroma refuses more than 5461 at once
# Chroma's default search width lost one in five of the true ten nearest at 100,000 passages.
HNSW = {"space": "cosine", "ef_construction": 200, "ef_search": 200, "max_neighbors": 32}


class IndexOutOfDate(AssistantError):
    """An index that does not belong to the texts of its library."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A passage near a query: its row among the passages, and the cosine of the two vectors."""

    row: int
    cosine: float


class PassageIndex:
    """A finished generation, open for reading."""

    def __init__(self, folder: Path):
        self.card: dict[str, str] = _read_card(folder)
        try:
            self._collection = _open_collection(folder)
        except AssistantError:
            raise
        except Exception as error:  # Chroma raises a dozen kinds here, and all mean that its files are not whole
            raise IndexOutOfDate(f"The index in {folder} is damaged ({error}). Rebuild it: probation-qa check --repair") from error

    def nearest(self, vector: Vectors, count: int) -> list[Neighbour]:
        """The `count` passages with the highest cosine to this one vector, best first."""
        # Only ids and distances are asked for: texts are read from the truth, and the query costs half.
        found = patiently(lambda: self._collection.query(query_embeddings=[vector.tolist()], n_results=count, include=["distances"]))
        rows, distances = found["ids"][0], found["distances"][0]
        return [Neighbour(int(row), 1.0 - distance) for row, distance in zip(rows, distances, strict=True)]


def build_generation(folder: Path, vectors: Vectors, card: dict[str, str]) -> None:
    """Write a generation whose passage n is row n of `vectors`, and see that every vector finds itself."""
    configuration = {"hnsw": {**HNSW, "sync_threshold": max(len(vectors), 2), "batch_size": max(min(len(vectors), 100), 2)}}
    collection = _new_collection(folder, configuration)
    for at in range(0, len(vectors), BATCH):
        rows = range(at, min(at + BATCH, len(vectors)))
        patiently(partial(collection.upsert, ids=[str(row) for row in rows], embeddings=vectors[at : at + BATCH]))
    _check_vectors(collection, vectors)
    (folder / "card.json").write_text(json.dumps(card, indent=1), encoding="utf-8")


def find_faults(folder: Path, vectors: Vectors) -> list[str]:
    """Look through a generation in a process of its own: a damaged file can kill whoever opens it."""
    with tempfile.NamedTemporaryFile(suffix=".npy") as file:
        np.save(file, vectors)
        file.flush()
        command = [sys.executable, "-m", "ingest.index", str(folder), file.name]
        looked = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    if looked.returncode == 0:
        return []
    told = looked.stdout.strip().splitlines()
    return [told[-1] if told else f"the index files are damaged (looking through them ended with {looked.returncode})"]


def _look_through(folder: Path, vectors: Vectors) -> None:
    try:
        _read_card(folder)
        _check_vectors(_open_collection(folder), vectors)
    except Exception as error:  # whatever Chroma raises here means the same: the files are not whole
        print(f"the index files are damaged ({error})")
        raise SystemExit(1) from error


def fingerprint(ids: Sequence[str], card: dict[str, str]) -> str:
    """What an index must have been built from to belong to these passages."""
    return hashlib.sha256("\n".join([json.dumps(card, sort_keys=True), *ids]).encode()).hexdigest()


def _check_vectors(collection: Any, vectors: Vectors) -> None:
    """Counts prove nothing: each vector must come back as its own nearest (or tie with it)."""
    for at in range(0, len(vectors), BATCH):
        found = patiently(partial(collection.query, query_embeddings=vectors[at : at + BATCH], n_results=1, include=["distances"]))
        lost = sum(distances[0] > 1e-3 for distances in found["distances"])
        if lost:
            raise IndexOutOfDate(f"The new index lost {lost} passages and was not put in place. Run the command again.")


def _read_card(folder: Path) -> dict[str, str]:
    try:
        card: dict[str, str] = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError) as error:
        raise IndexOutOfDate(f"The index in {folder} is not whole. Rebuild it: probation-qa check --repair") from error
    return card


def _open_collection(folder: Path) -> Any:
    """The collection of a generation, where it was built."""
    name = placed_collection(folder)
    if (name is None) != (server_address() is None):
        place = "in its folder" if name is None else "on a Chroma server"
        raise IndexOutOfDate(f"The index was built {place}, and {SERVER_VARIABLE} says otherwise. Move it: probation-qa check --repair")
    return patiently(lambda: _client(folder).get_collection(name or COLLECTION, embedding_function=None))


def _new_collection(folder: Path, configuration: dict[str, Any]) -> Any:
    """An empty collection for a generation; on a server, those of generations that are gone are taken away first."""
    client = patiently(lambda: _client(folder))
    if server_address() is None:
        return client.create_collection(COLLECTION, configuration=configuration, embedding_function=None)
    for gone in forgotten(folder.parent, [c.name for c in patiently(client.list_collections)]):
        patiently(partial(client.delete_collection, gone))
    name = place_collection(folder)
    return patiently(lambda: client.get_or_create_collection(name, configuration=configuration, embedding_function=None))


def _client(folder: Path) -> Any:
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    import chromadb

    settings = chromadb.config.Settings(anonymized_telemetry=False)
    address = server_address()
    if address is None:
        return chromadb.PersistentClient(path=str(folder / "chroma"), settings=settings)
    host, port, ssl = address
    return chromadb.HttpClient(host=host, port=port, ssl=ssl, headers=server_headers(), settings=settings)


def exact_nearest(vectors: Vectors, rows: Sequence[int], vector: Vectors, count: int) -> list[Neighbour]:
    """The nearest among `rows` by plain product: exact, and for a filtered slice cheaper than Chroma's filter."""
    chosen = np.asarray(rows, dtype=np.int64)
    cosines = vectors[chosen] @ vector
    best = np.lexsort((chosen, -cosines))[:count]
    return [Neighbour(int(chosen[i]), float(cosines[i])) for i in best]


if __name__ == "__main__":
    _look_through(Path(sys.argv[1]), np.load(sys.argv[2]))
