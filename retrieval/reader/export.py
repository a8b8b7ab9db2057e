"""Turn what training saved into the two files that ship: the reader in eight bits, the embedder's trained layers in sixteen.

    python -m retrieval.reader.export --reader reader.pt --embedder embedder.pt [--share 0.8]

It needs nothing beyond what the package itself needs.
"""

import argparse
import tempfile
from pathlib import Path

import torch

from ingest.embedding import TUNED_LAYERS
from ingest.exported import INPUTS
from retrieval.reader.train import load_parts
from retrieval.rerank import WEIGHTS


def export_reader(state: Path, out: Path = WEIGHTS) -> None:
    """One ONNX file with dynamically quantised weights: a quarter of the size, twice the speed."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    model, _ = load_parts()
    model.load_state_dict(torch.load(state, weights_only=True))
    model.eval()
    example = tuple(torch.full((2, 8), fill, dtype=torch.long) for fill in (1, 1, 0))
    axes = {name: {0: "pairs", 1: "pieces"} for name in (*INPUTS, "piece")} | {"passage": {0: "pairs"}}
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            model, example, str(whole), input_names=list(INPUTS), output_names=["passage", "piece"], dynamic_axes=axes, dynamo=False
        )
        quantize_dynamic(whole, out, weight_type=QuantType.QInt8, per_channel=True)


def export_embedder(state: Path, share: float, out: Path = TUNED_LAYERS) -> None:
    """The layers that training changed, taken `share` of the way from the bundled weights to the trained ones.

    Part of the way keeps more of what the model knew (Wortsman et al. 2022, arXiv:2109.01903).
    """
    from safetensors.torch import save_file

    trained = torch.load(state, weights_only=True)
    bundled = load_parts()[0].encoder.state_dict()
    changed = {name: tensor for name, tensor in trained.items() if not torch.equal(tensor, bundled[name])}
    mixed = {name: ((1 - share) * bundled[name] + share * tensor).to(torch.float16).contiguous() for name, tensor in changed.items()}
    out.parent.mkdir(exist_ok=True)
    save_file(mixed, str(out))


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the weights that ship.")
    parser.add_argument("--reader", type=Path)
    parser.add_argument("--embedder", type=Path)
    parser.add_argument("--share", type=float, default=1.0)
    arguments = parser.parse_args()
    if arguments.reader:
        export_reader(arguments.reader)
    if arguments.embedder:
        export_embedder(arguments.embedder, arguments.share)


if __name__ == "__main__":
    main()
