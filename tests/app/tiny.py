"""A tiny library and an embedder made of word counts: small enough to know by heart, quick enough to build in a test."""

import json
import re
import time
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from corpus.library import Library
from ingest.build import ingest
from ingest.embedding import Embedder, Vectors
from ingest.pieces import Pieces

WIDTH = 96
QUESTION = "How many people did the CRC supervise in Arden?"
HOSTILE = (
    "<script>window.pwned=1</script> ![pixel](https://leak.example/p.png) <img src=x onerror='window.pwned=1'> [go](javascript:pwned())"
)
ARDEN = """# Inspection of Arden

## Foreword

Inspectors visited Arden in July 2017.

## CRC effectiveness

The CRC supervised 3,454 people in Arden. Home visits were rare. Staff were experienced.

## Recommendations

The CRC should:

- see every person within five working days
- visit homes where a child lives
"""
BORLAND = """# Inspection of Borland

## NPS effectiveness

The NPS in Borland managed risk well. Unpaid work began on time in nine of ten cases.
"""
TRAP = f"""# Trap

## Leaflets {HOSTILE}

Leaflets about curfews were printed in purple ink {HOSTILE} according to the printer.
"""
MANIFEST = (
    {
        "file": "arden.md", "report_id": "arden", "title": "Inspection of Arden", "publisher": "HM Inspectorate of Probation",
        "kind": "inspection report", "digest": True, "area": ["Arden"], "bodies": ["CRC"], "published_on": "2017-11",
        "address": "https://reports.example/arden",
    },
    {
        "file": "borland.md", "report_id": "borland", "title": "Inspection of Borland", "publisher": "Borland Gazette",
        "kind": "news", "area": ["Borland"], "bodies": ["NPS"], "published_on": "2019-07-17",
    },
    {
        "file": "trap.md", "report_id": "trap", "title": f"Trap {HOSTILE}", "publisher": HOSTILE, "kind": "news",
        "area": [f"Dell {HOSTILE}"], "published_on": "2018", "address": "javascript:window.pwned=1",
    },
)  # fmt: skip
# Two sources on one matter, of one month: they disagree.
DELL = """# Inspection of Dell

## Home visits

The CRC in Dell visited homes in 31 per cent of the cases that needed a visit.

## Staffing

The CRC in Dell had 12 vacancies among its 40 officers.
"""
STRAIN = """# Dell probation under strain

## What was found

The inspectors counted CRC home visits in Dell in 41% of the cases that needed a visit.
"""
DISAGREEING = {"dell.md": DELL, "strain.md": STRAIN}
DISAGREEING_MANIFEST = (
    {
        "file": "dell.md", "report_id": "dell", "title": "Inspection of Dell", "publisher": "HM Inspectorate of Probation",
        "kind": "inspection report", "area": ["Dell"], "bodies": ["CRC"], "published_on": "2018-05", "address": "https://reports.example/dell",
    },
    {
        "file": "strain.md", "report_id": "strain", "title": "Dell probation under strain", "publisher": "Borland Gazette",
        "kind": "news", "area": ["Dell"], "bodies": ["CRC"], "published_on": "2018-05-18",
    },
)  # fmt: skip
TEXTS = {"arden.md": ARDEN, "borland.md": BORLAND, "trap.md": TRAP}


class BagOfWords:
    """Counts of words, each word put into one of a few columns by its hash."""

    name = "bag of words"
    fingerprint = "bag-of-words@1"

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        vectors = np.full((len(texts), WIDTH), 0.01, dtype=np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.lower()):
                vectors[row, zlib.crc32(word.encode()) % WIDTH] += 1
        normal: Vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
        return normal

    def embed_pieces(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> tuple[Vectors, list[Pieces]]:
        return self.embed(texts, progress), []


class Patient(BagOfWords):
    """Embeds nothing for as long as a file named WAIT stands in the folder of its library."""

    def __init__(self, folder: Path | None):
        self.hold = (folder or Path()) / "WAIT"

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        while self.hold.exists():
            time.sleep(0.02)
        return super().embed(texts, progress)


def build_library(folder: Path, files: Sequence[str] = tuple(TEXTS)) -> Library:
    """A library of some of the texts."""
    return make_library(folder, {file: TEXTS[file] for file in files}, MANIFEST)


def make_library(
    folder: Path, texts: Mapping[str, str], manifest: Sequence[Mapping[str, object]], embedder: Embedder | None = None
) -> Library:
    """A library of these texts and their facts."""
    given = folder / "texts"
    given.mkdir(parents=True, exist_ok=True)
    for file, text in texts.items():
        (given / file).write_text(text, encoding="utf-8")
    lines = [json.dumps(facts) for facts in manifest if facts["file"] in texts]
    (given / "manifest.jsonl").write_text("\n".join(lines), encoding="utf-8")
    library = Library(folder / "library")
    ingest([given], library, embedder or BagOfWords())
    return library
