"""Turn what training saved into the file that ships: the layers it changed and the narrowing, in sixteen bits.

python -m retrieval.training.export model-2.pt --share 0.6
"""

import argparse
from pathlib import Path

import torch

from ingest.embedding import TUNED_LAYERS
from retrieval.training.grains import load_parts

PREFIX = "encoder."


def export_layers(state: Path, share: float, out: Path = TUNED_LAYERS) -> None:
    """The changed layers, taken `share` of the way from the bundled weights to the trained ones, and the two small matrices whole.

    Part of the way keeps more of what the model knew (Wortsman et al. 2022, arXiv:2109.01903).
    """
    from safetensors.torch import save_file

    trained = torch.load(state, weights_only=True)
    bundled = load_parts()[0].state_dict()
    encoder = {name.removeprefix(PREFIX): tensor for name, tensor in trained.items() if name.startswith(PREFIX)}
    changed = {name: tensor for name, tensor in encoder.items() if not torch.equal(tensor, bundled[name])}
    layers = {name: (1 - share) * bundled[name] + share * tensor for name, tensor in changed.items()}
    layers |= {name: trained[name] for name in ("narrow.weight", "weigh.weight")}
    out.parent.mkdir(exist_ok=True)
    save_file({name: tensor.to(torch.float16).contiguous() for name, tensor in layers.items()}, str(out))


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Write the layers that ship.")
    parser.add_argument("state", type=Path, help="what training saved")
    parser.add_argument("--share", type=float, default=0.6, help="how far to go from the bundled weights to the trained ones")
    arguments = parser.parse_args()
    export_layers(arguments.state, arguments.share)


if __name__ == "__main__":
    main()
