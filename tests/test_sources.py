"""What the sources may not hold: unpickling, code from elsewhere, secrets."""

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("corpus", "ingest", "retrieval", "app", "evals")
PATHS = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
UNPICKLERS = {"pickle", "cPickle", "dill", "joblib", "shelve", "marshal", "cloudpickle"}
RUNNERS = {"eval", "exec", "compile", "__import__", "os.system", "os.popen", "subprocess.getoutput", "yaml.load", "pd.read_pickle"}
SECRET = re.compile(r"sk-[A-Za-z0-9]{20}|AKIA[0-9A-Z]{16}|-----BEGIN [A-Z ]*PRIVATE KEY|ghp_[A-Za-z0-9]{30}|xox[bp]-\d")


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def calls(path: Path) -> list[ast.Call]:
    return [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call)]


def given(call: ast.Call) -> dict[str | None, str]:
    return {keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords}


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_is_unpickled_and_no_text_becomes_code(path: Path) -> None:
    imported = {alias.name.split(".")[0] for node in ast.walk(tree_of(path)) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {(node.module or "").split(".")[0] for node in ast.walk(tree_of(path)) if isinstance(node, ast.ImportFrom)}
    assert not imported & UNPICKLERS
    for call in calls(path):
        name, options = ast.unparse(call.func), given(call)
        assert name not in RUNNERS, f"line {call.lineno}"
        assert options.get("shell", "False") == "False", f"line {call.lineno}"
        assert options.get("allow_pickle", "False") == "False", f"line {call.lineno}"
        assert options.get("trust_remote_code", "False") == "False", f"line {call.lineno}"
        assert name != "torch.load" or options.get("weights_only") == "True", f"line {call.lineno}"
        assert name not in ("SentenceTransformer", "CrossEncoder") or options.get("trust_remote_code") == "False", f"line {call.lineno}"


def test_chroma_is_given_vectors_alone_and_its_configuration_is_never_read() -> None:
    source = (ROOT / "ingest" / "index.py").read_text(encoding="utf-8")
    assert "query_texts" not in source and ".configuration" not in source and "documents=" not in source
    opened = [c for c in calls(ROOT / "ingest" / "index.py") if ast.unparse(c.func).endswith(("get_collection", "create_collection"))]
    assert opened and all(given(c).get("embedding_function") == "None" for c in opened)


def test_no_secret_stands_in_a_tracked_file() -> None:
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split("\0")
    if not any(tracked):
        pytest.skip("The list of tracked files needs git and a checkout")
    texts = {name: (ROOT / name).read_bytes().decode("latin-1") for name in tracked if name and (ROOT / name).is_file()}
    assert not [name for name, text in texts.items() if name != "tests/test_sources.py" and SECRET.search(text)]


def test_every_switch_of_telemetry_is_off_whatever_the_environment_said(tmp_path: Path) -> None:
    program = """
import os
from app.telemetry import switch_off
switch_off()
import chromadb, streamlit
from langsmith.utils import tracing_is_enabled
assert not chromadb.config.Settings().anonymized_telemetry
assert not streamlit.get_option("browser.gatherUsageStats")
assert not tracing_is_enabled()
from huggingface_hub import constants
assert constants.HF_HUB_DISABLE_TELEMETRY
import onnxruntime
"""
    loud = {"LANGSMITH_TRACING": "true", "LANGCHAIN_TRACING_V2": "true", "ANONYMIZED_TELEMETRY": "True", "HF_HUB_DISABLE_TELEMETRY": "0"}
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "PYTHONPATH": str(ROOT), **loud}
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT / "app", env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    # onnxruntime keeps what it is going to report in the person's cache, and its connections are none of Python's.
    assert not list(tmp_path.rglob("*onnxruntime*"))
