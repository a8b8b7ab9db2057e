"""Whether a question would be answered, told to whoever watches."""

import json
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from serving_press import free_port, served
from tiny import BagOfWords, build_library

from app.service.readiness import find_obstacle
from corpus.library import Library
from ingest.embedding import ModelUnavailable, Vectors


class OtherModel(BagOfWords):
    fingerprint = "other@1"


class NoModel(BagOfWords):
    def embed(self, *_: object, **__: object) -> Vectors:
        raise ModelUnavailable("The model is not on this machine. Install the package again.")


def test_a_whole_library_with_its_model_is_ready(library: Library) -> None:
    assert find_obstacle(library, BagOfWords()) == ""


def test_what_stands_in_the_way_is_one_phrase_without_paths(library: Library, tmp_path: Path) -> None:
    assert find_obstacle(Library(tmp_path), BagOfWords()) == "the library has no finished index"
    assert find_obstacle(library, OtherModel()) == "the library was indexed with another model"
    assert find_obstacle(library, NoModel()) == "the library, its index or the model cannot be opened (ModelUnavailable)"
    broken = build_library(tmp_path, ["arden.md"])
    assert broken.generation is not None
    (broken.generation / "card.json").unlink()
    assert find_obstacle(broken, BagOfWords()) == "the library, its index or the model cannot be opened (IndexOutOfDate)"


def test_the_page_tells_it_and_its_figures(tmp_path: Path) -> None:
    pytest.importorskip("prometheus_client")
    meters = f"127.0.0.1:{free_port()}"
    with served(free_port(), {"PROBATION_QA_ASKED": str(tmp_path / "library"), "PROBATION_QA_METRICS": meters}) as address:
        with pytest.raises(urllib.error.HTTPError) as told:
            urllib.request.urlopen(f"{address}/ready", timeout=5)
        assert told.value.code == 503 and json.load(told.value)["ready"] is False
        build_library(tmp_path, ["arden.md"])
        with urllib.request.urlopen(f"{address}/ready", timeout=5) as answer:
            assert json.load(answer) == {"ready": True, "obstacle": ""} and "default-src" in answer.headers["Content-Security-Policy"]
        assert b"probation_qa_requests" in urllib.request.urlopen(f"http://{meters}/metrics", timeout=5).read()
