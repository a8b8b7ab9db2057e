"""Proof: questions whose answers were noted when an index was built, to be asked again when it is checked.

The hashes say that the files are as they were; this says that this program still reads them as the one that wrote
them did, down to how a word is made into a stem.
"""

import json
from collections.abc import Sequence

from ingest.embedding import Vectors
from ingest.index import exact_nearest
from ingest.lexical import LexicalIndex
from ingest.words import stems

WORDS, NOTED = 12, 5  # stems of a text that are asked for, and how many rows are noted of each answer


def note_answers(texts: Sequence[str], lexical: LexicalIndex, vectors: Vectors) -> str:
    """What the two searches answer to the words and the vector of the first, middle and last passage, as text for the card."""
    asked = sorted({0, len(texts) // 2, len(texts) - 1}) if texts else []
    answers = [
        [lexical.best(stems(texts[row])[:WORDS], NOTED), [n.row for n in exact_nearest(vectors, range(len(texts)), vectors[row], NOTED)]]
        for row in asked
    ]
    return json.dumps(answers)
