"""Embedder: texts into vectors; the only file of this room that knows sentence-transformers."""

import hashlib
import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from corpus.errors import AssistantError
from ingest.exported import EXPORT, ExportedModel, bundled_folder, export
from ingest.pieces import Narrowing, Pieces

Vectors = npt.NDArray[np.float32]
BUNDLED = "all-MiniLM-L6-v2"
TUNED = "all-MiniLM-L6-v2-probation"
ENCODER = ("embeddings.", "encoder.")  # layers of the model itself; the others are the narrowing's
TUNED_LAYERS = Path(__file__).with_name("tuned") / "layers.safetensors"
MODEL_VARIABLE = "PROBATION_QA_EMBEDDING"
BATCH = 32  # texts at most; the more, the more of them wait for the longest
TOGETHER = 2500  # characters of a batch for the exported model: what the hidden layers of more take leaves the processor's cache
FEW = 64  # texts; more of them are worth a graphics card, where there is one


class ModelUnavailable(AssistantError):
    """A model that is not on this machine, or is not what it says it is."""


class Embedder(Protocol):
    """Whatever turns texts into unit vectors of one width."""

    @property
    def name(self) -> str: ...

    @property
    def fingerprint(self) -> str:
        """Changes whenever the same text could get another vector."""
        ...

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """One row of float32, of length one, per text; `progress` is told how many more are done."""
        ...

    def embed_pieces(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> tuple[Vectors, list[Pieces]]:
        """The rows of `embed`, and the word pieces of each text; no pieces at all from a model that was not trained for them."""
        ...


class SentenceTransformerEmbedder:
    """A sentence-transformers model: ours, the plain one it was made from, or any other by name or folder.

    Ours is all-MiniLM-L6-v2 (Reimers and Gurevych 2019, arXiv:1908.10084), 384 wide, with its upper layers
    trained on our questions (retrieval/training/MODEL_CARD.md). Loading sentence-transformers takes longer than
    answering, so a copy for onnxruntime is made once in the person's cache, and embeds from then on; only where
    there is a graphics card, texts in bulk go to the original.
    """

    def __init__(self, name: str | None = None):
        self._name = name or os.environ.get(MODEL_VARIABLE) or (TUNED if TUNED_LAYERS.is_file() else BUNDLED)

    @property
    def name(self) -> str:
        return self._name

    @cached_property
    def fingerprint(self) -> str:
        folder = self._folder
        if folder is None:
            return f"{self._name}@hub"
        digest = hashlib.sha256()
        for path in sorted(p for p in folder.rglob("*") if p.suffix in (".safetensors", ".json")):
            digest.update(path.read_bytes())
        if self._name == TUNED:
            digest.update(TUNED_LAYERS.read_bytes())
        return f"{self._name}@{digest.hexdigest()[:16]}"

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        return self.embed_pieces(texts, progress)[0]

    def embed_pieces(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> tuple[Vectors, list[Pieces]]:
        if not texts or self._name not in (BUNDLED, TUNED) or (len(texts) > FEW and has_graphics_card()):
            return _in_batches(self._read_original, texts, None, 1, progress)
        if self._exported is None and not self._export_path.exists():
            export(self._model[0].auto_model, self._export_path)
            del self._exported  # look again
        if self._exported is None:  # it could not be written
            return _in_batches(self._read_original, texts, None, 1, progress)
        return _in_batches(self._read_exported, texts, TOGETHER, _threads(), progress)

    def _read_exported(self, texts: Sequence[str]) -> tuple[Vectors, list[Pieces]]:
        assert self._exported is not None
        vectors, hidden = self._exported.read(texts)
        return vectors, self._pieces_of(hidden)

    def _read_original(self, texts: Sequence[str]) -> tuple[Vectors, list[Pieces]]:
        if not texts:
            return np.zeros((0, self._model.get_embedding_dimension()), dtype=np.float32), []
        read = self._model.encode(list(texts), batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False, output_value=None)
        vectors = np.array([row["sentence_embedding"].numpy() for row in read], dtype=np.float32)
        return vectors, self._pieces_of([row["token_embeddings"][row["attention_mask"].bool()].numpy() for row in read])

    def _pieces_of(self, hidden: Sequence[Vectors]) -> list[Pieces]:
        return [self._narrowing.pieces(h) for h in hidden] if self._narrowing else []

    @cached_property
    def _narrowing(self) -> Narrowing | None:
        return Narrowing(TUNED_LAYERS) if self._name == TUNED else None

    @property
    def _folder(self) -> Path | None:
        if self._name in (BUNDLED, TUNED):
            return bundled_folder()
        return Path(self._name) if Path(self._name).is_dir() else None

    @property
    def _export_path(self) -> Path:
        cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
        return cache / "probation-qa" / "models" / f"{self.fingerprint.replace('@', '-').replace('/', '-')}-{EXPORT}.onnx"

    @cached_property
    def _exported(self) -> ExportedModel | None:
        return ExportedModel(self._export_path) if self._name in (BUNDLED, TUNED) and self._export_path.is_file() else None

    @cached_property
    def _model(self) -> Any:
        folder = self._folder
        if folder is not None:
            os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()
        try:
            model = SentenceTransformer(str(folder or self._name), trust_remote_code=False)
        except (OSError, ValueError) as error:
            raise ModelUnavailable(
                f"The embedding model {self._name} could not be loaded ({error}). "
                f"Name a model folder on this machine in {MODEL_VARIABLE}, or leave it unset for the bundled one."
            ) from error
        if self._name == TUNED:
            _lay_over(model, TUNED_LAYERS)
        return model


def _in_batches(
    read: Callable[[Sequence[str]], tuple[Vectors, list[Pieces]]],
    texts: Sequence[str],
    together: int | None,
    threads: int,
    progress: Callable[[int], None] | None,
) -> tuple[Vectors, list[Pieces]]:
    """What `read` makes of the texts in batches of at most so many characters, each batch on a thread of its own."""
    batches = _batches([len(text) for text in texts], together)
    made = []
    with ThreadPoolExecutor(threads) as pool:
        spread = map if len(batches) == 1 else pool.map  # no thread is started for a question
        for one in spread(read, [[texts[i] for i in batch] for batch in batches]):
            made.append(one)
            if progress:
                progress(len(one[0]))
    place = np.argsort([i for batch in batches for i in batch])
    pieces = [each for _, some in made for each in some]
    return np.concatenate([vectors for vectors, _ in made])[place], [pieces[n] for n in place] if pieces else []


def _batches(lengths: Sequence[int], together: int | None) -> list[list[int]]:
    """Like lengths together for the least padding, and the longest first, so that no thread is left alone with them at the end."""
    batches: list[list[int]] = []
    for i in sorted(range(len(lengths)), key=lambda i: -lengths[i]):
        count = len(batches[-1]) if batches else BATCH
        if count == BATCH or (together and lengths[batches[-1][0]] * (count + 1) > together):
            batches.append([])
        batches[-1].append(i)
    return batches or [[]]


def _threads() -> int:
    """One for each processor, or as many as a process that shares the machine was told."""
    return int(os.environ.get("OMP_NUM_THREADS", 0)) or os.cpu_count() or 1


def has_graphics_card() -> bool:
    """Whether the original has something better than these processors to run on, found out without loading it."""
    return Path("/dev/nvidia0").exists() or sys.platform == "darwin"


def _lay_over(model: Any, layers: Path) -> None:
    """Put the trained layers in place of those they were trained from."""
    import torch
    from safetensors.torch import load_file

    trained = {name: tensor.to(torch.float32) for name, tensor in load_file(str(layers)).items() if name.startswith(ENCODER)}
    unknown = model[0].auto_model.load_state_dict(trained, strict=False).unexpected_keys
    if unknown:
        raise ModelUnavailable(f"The trained layers {layers} do not belong to the bundled model ({unknown[0]}). Install the package again.")
