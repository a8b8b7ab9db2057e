"""Turn what training saved into the file that ships: the layers it changed, in sixteen bits.

python -m retrieval.training.export embedder-1.pt --share 0.6
"""

import argparse
from pathlib import Path

import torch

from ingest.embedding import TUNED_LAYERS
from retrieval.training.train import load_parts


def export_layers(state: Path, share: float, out: Path = TUNED_LAYERS) -> None:
    """The changed layers, taken `share` of the way from the bundled weights to the trained ones.

    Part of the way keeps more of what the model knew (Wortsman et al. 2022, arXiv:2109.01903).
    """
    from safetensors.torch import save_file

    trained = torch.load(state, weights_only=True)
    bundled = load_parts()[0].state_dict()
    changed = {name: tensor for name, tensor in trained.items() if not torch.equal(tensor, bundled[name])}
    mixed = {name: ((1 - share) * bundled[name] + share * tensor).to(torch.float16).contiguous() for name, tensor in changed.items()}
    out.parent.mkdir(exist_ok=True)
    save_file(mixed, str(out))


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Write the layers that ship.")
    parser.add_argument("state", type=Path, help="what training saved")
    parser.add_argument("--share", type=float, default=0.6, help="how far to go from the bundled weights to the trained ones")
    arguments = parser.parse_args()
    export_layers(arguments.state, arguments.share)


if __name__ == "__main__":
    main()
