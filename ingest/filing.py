"""Filing: a report is cut into passages, embedded where that was not done before, and written whole into the truth."""

import hashlib
import json
from dataclasses import asdict
from itertools import zip_longest

from corpus.report import Report
from ingest.embedding import Embedder, Vectors
from ingest.origin import Origin
from ingest.passages import RULE, cut_passages, text_to_embed
from ingest.truth import FORMAT, Truth


def store(report: Report, truth: Truth, embedder: Embedder, origin: Origin | None = None, anew: bool = False) -> int:
    """Cut and write one report, and what it was made of where given; how many passages it has.

    What is embedded already is not embedded again. anew: nothing that is held counts, because it was made with another model.
    """
    passages = cut_passages(report)
    texts = [text_to_embed(report, p) for p in passages]
    made = {} if anew else _held(report.report_id, truth)
    missing = list(dict.fromkeys(text for text in texts if text not in made))
    if missing:
        vectors, pieces = embedder.embed_pieces(missing)
        made |= zip(missing, zip_longest(vectors, (p.pack() for p in pieces)), strict=True)
    packed = [made[text][1] for text in texts]
    truth.replace_report(
        report, digest_of(report, embedder), passages, [made[text][0] for text in texts], [p for p in packed if p is not None], origin
    )
    return len(passages)


def _held(report_id: str, truth: Truth) -> dict[str, tuple[Vectors, bytes | None]]:
    """The vectors and packed word pieces held of a report, by the texts that they are of."""
    held = None if truth.is_new else truth.report(report_id)
    if held is None:
        return {}
    passages, vectors = truth.passages([held])
    packed = truth.packed_pieces(report_id)
    return {text_to_embed(held, p): made for p, made in zip(passages, zip_longest(vectors, packed), strict=True)}


def digest_of(report: Report, embedder: Embedder) -> str:
    """Of everything stored but the path, which may be given in many ways."""
    stored = json.dumps([report.sha256, asdict(report.facts), RULE, FORMAT, embedder.fingerprint], sort_keys=True)
    return hashlib.sha256(stored.encode()).hexdigest()
