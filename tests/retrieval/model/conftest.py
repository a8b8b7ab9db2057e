"""The invented library with a scripted language model as its writer, over the real client and a real socket."""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from scripted_model import ScriptedModel

from retrieval.assistant import Assistant
from retrieval.model.model_writer import open_writer
from retrieval.model.settings import ModelSettings

sys.path.insert(0, str(Path(__file__).parent))  # the orders of `test_injections` are given to briefings too

SETTINGS = ModelSettings("openai", "scripted", key="test-key", key_variable="PROBATION_QA_MODEL_KEY", seconds=10.0, tries=2)


@pytest.fixture
def with_script(assistant: Assistant, scripted_model: ScriptedModel) -> Callable[..., Assistant]:
    """The assistant whose writer speaks to the scripted model; fields of its settings can be given."""

    def make(over: Assistant = assistant, **fields: Any) -> Assistant:
        settings = replace(SETTINGS, url=scripted_model.url, **fields)
        return replace(over, writer=open_writer(settings, over.writer, over.searcher.shelf.lexical))

    return make
