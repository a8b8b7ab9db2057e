"""PassageIndex: the vectors of one generation in Chroma; the only file that knows chromadb.

It is built in its own folder, checked, and never written again. Chroma's own write of its vector files is not safe
against a kill (chroma-core/chroma#7510), so it never holds the only copy of anything: it can always be rebuilt from
the truth without embedding.
"""

import os
import subprocess
import sys
import tempfile
import weakref
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus.errors import AssistantError
from ingest import server
from ingest.card import REBUILD, IndexOutOfDate, see_unchanged
from ingest.embedding import Vectors
from ingest.leftover import clear_leftover
from ingest.server import SERVER_VARIABLE, forgotten, patiently, place_collection, placed_collection, server_address, server_headers

CHROMA = "chroma"  # its folder in a generation
COLLECTION = "passages"
BATCH = 1000  # Chroma refuses more than 5461 at once
SAMPLE = 5000  # vectors that must find themselves; all of them in a library of this size, evenly spread in a larger one
# Chroma's default search width lost one in five of the true ten nearest at 100,000 passages.
HNSW = {"space": "cosine", "ef_construction": 200, "ef_search": 200, "max_neighbors": 32}


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A passage near a query: its row among the passages, and the cosine of the two vectors."""

    row: int
    cosine: float


class PassageIndex:
    """A finished index, open for reading."""

    def __init__(self, folder: Path):
        see_unchanged(folder, [CHROMA])  # a damaged file can end the process that opens it
        try:
            client, self._collection = _open_collection(folder, server.SECONDS)
            # Chroma keeps every folder open that was ever asked: files and memory of a generation would outlive its last reader.
            weakref.finalize(self, client.close).atexit = False
        except AssistantError:
            raise
        except Exception as error:  # Chroma raises a dozen kinds here, and all mean that its files are not whole
            raise IndexOutOfDate(f"The index in {folder} is damaged ({error}). {REBUILD}") from error

    def nearest(self, vector: Vectors, count: int) -> list[Neighbour]:
        """The `count` passages with the highest cosine to this one vector, best first."""
        # Only ids and distances are asked for: texts are read from the truth, and the query costs half.
        found = patiently(lambda: self._collection.query(query_embeddings=[vector.tolist()], n_results=count, include=["distances"]))
        rows, distances = found["ids"][0], found["distances"][0]
        return [Neighbour(int(row), 1.0 - distance) for row, distance in zip(rows, distances, strict=True)]


def can_open(folder: Path) -> bool:
    """Whether Chroma may be opened at all: it writes into its own folder whenever it is, and a library may be read-only."""
    return server_address() is not None or not (folder / CHROMA).is_dir() or os.access(folder / CHROMA, os.W_OK)


def build_index(folder: Path, vectors: Vectors) -> None:
    """Write an index whose passage n is row n of `vectors`, and see that every vector finds itself."""
    configuration = {"hnsw": {**HNSW, "sync_threshold": max(len(vectors), 2), "batch_size": max(min(len(vectors), 100), 2)}}
    try:
        client = patiently(lambda: _client(folder, server.LONGEST))
        collection = _new_collection(client, folder, configuration)
        for at in range(0, len(vectors), BATCH):
            rows = range(at, min(at + BATCH, len(vectors)))
            give = partial(collection.upsert, ids=[str(row) for row in rows], embeddings=vectors[at : at + BATCH])
            patiently(give)
            if len(vectors) == 1:  # Chroma writes its files out after two changes at the earliest, else anew whenever it is opened
                patiently(give)
        lost = _count_lost(collection, vectors)
        client.close()
        clear_leftover(folder / CHROMA)
    except AssistantError:
        raise
    except Exception as error:  # Chroma says a full disk, a torn file and its own mistakes in one kind of error
        raise IndexOutOfDate(
            f"The new index could not be written ({error}). What answered before still answers: "
            "see that the disk has room, and run the command again."
        ) from error
    if lost:
        raise IndexOutOfDate(f"The new index lost {lost} passages and was not put in place. Run the command again.")


def find_faults(folder: Path, vectors: Vectors) -> list[str]:
    """Look through a generation in a process of its own: a damaged file can kill whoever opens it."""
    with tempfile.NamedTemporaryFile(suffix=".npy") as file:
        np.save(file, vectors)
        file.flush()
        command = [sys.executable, "-m", "ingest.index", str(folder), file.name]
        looked = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False, env=_environment())
    if looked.returncode == 0:
        return []
    told = looked.stdout.strip().splitlines()
    return [told[-1] if told else f"the index files are damaged (looking through them ended with {looked.returncode})"]


def _environment() -> dict[str, str]:
    """Ours, and where this program lies: whoever calls may stand in any folder."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


def look_through(folder: Path, vectors: Vectors) -> None:
    """Exit with 1 and a phrase where an index is not that of these vectors."""
    try:
        _, collection = _open_collection(folder, server.LONGEST)
        held = {int(name) for name in patiently(lambda: collection.get(include=[]))["ids"]}
        lost = len(set(range(len(vectors))) ^ held) or _count_lost(collection, vectors)
    except Exception as error:  # whatever Chroma raises here means the same: the files are not whole
        print(f"the index files are damaged ({error})")
        raise SystemExit(1) from error
    if lost:
        print(f"the index files are damaged ({lost} passages are not found)")
        raise SystemExit(1)


def _count_lost(collection: Any, vectors: Vectors) -> int:
    """Counts prove nothing: each vector of a sample must come back as its own nearest (or tie with it)."""
    sample = vectors[np.unique(np.linspace(0, len(vectors) - 1, min(len(vectors), SAMPLE)).astype(int))] if len(vectors) else vectors
    lost: int = abs(patiently(collection.count) - len(vectors))
    for at in range(0, len(sample), BATCH):
        found = patiently(partial(collection.query, query_embeddings=sample[at : at + BATCH], n_results=1, include=["distances"]))
        lost += sum(not distances or distances[0] > 1e-3 for distances in found["distances"])
    return lost


def _open_collection(folder: Path, seconds: float) -> tuple[Any, Any]:
    """Chroma's client and the collection of a generation, where it was built; a server may take so many seconds for one answer."""
    name = placed_collection(folder)
    if (name is None) != (server_address() is None):
        place = "in its folder" if name is None else "on a Chroma server"
        raise IndexOutOfDate(f"The index was built {place}, and {SERVER_VARIABLE} says otherwise. Move it: probation-qa check --repair")
    client = patiently(lambda: _client(folder, seconds))
    return client, patiently(lambda: client.get_collection(name or COLLECTION, embedding_function=None))


def _new_collection(client: Any, folder: Path, configuration: dict[str, Any]) -> Any:
    """An empty collection for a generation; on a server, those of generations that are gone are taken away first."""
    if server_address() is None:
        return client.create_collection(COLLECTION, configuration=configuration, embedding_function=None)
    for gone in forgotten(folder.parent, [c.name for c in patiently(client.list_collections)]):
        patiently(partial(client.delete_collection, gone))
    name = place_collection(folder)
    return patiently(lambda: client.get_or_create_collection(name, configuration=configuration, embedding_function=None))


def _client(folder: Path, seconds: float) -> Any:
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    import chromadb

    settings = chromadb.config.Settings(anonymized_telemetry=False)
    address = server_address()
    if address is None:
        return chromadb.PersistentClient(path=str(folder / CHROMA), settings=settings)
    host, port, ssl = address
    server.see_answering(seconds)
    client: Any = chromadb.HttpClient(host=host, port=port, ssl=ssl, headers=server_headers(), settings=settings)
    client._server._session.timeout = seconds  # Chroma sets none, and offers no other way to set one
    return client


def exact_nearest(vectors: Vectors, rows: Sequence[int] | npt.NDArray[np.int64], vector: Vectors, count: int) -> list[Neighbour]:
    """The nearest among `rows` by plain product: exact, and for a filtered slice cheaper than Chroma's filter."""
    chosen = np.asarray(rows, dtype=np.int64)
    # To copy the chosen rows costs more than to multiply those that were not.
    cosines = (vectors @ vector)[chosen] if 4 * len(chosen) > len(vectors) else vectors[chosen] @ vector
    best = np.lexsort((chosen, -cosines))[:count]
    return [Neighbour(int(chosen[i]), float(cosines[i])) for i in best]


if __name__ == "__main__":
    look_through(Path(sys.argv[1]), np.load(sys.argv[2]))
