"""The arrows between the rooms and the one door of each outside library, read from the sources themselves."""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("corpus", "ingest", "retrieval", "app", "evals")
# A room may import itself and these.
MAY_IMPORT = {
    "corpus": set(),
    "ingest": {"corpus"},
    "retrieval": {"corpus", "ingest"},
    "app": {"corpus", "ingest", "retrieval"},
    "evals": {"corpus", "ingest", "retrieval"},
}
# Inside a room a folder may import itself and those before it.
FOLDERS = {
    "retrieval": ("question", "checks", "search", "words", "lookup", "answering", "model", "briefing"),
    "app": ("plain", "markup", "storage", "export", "service", "workbench", "commands", "visit", "views"),
}
# Only what a person starts may start an evaluation.
MAY_IMPORT_EVALS = (
    *(f"app/commands/{name}.py" for name in ("measure", "evaluate", "appraise", "promote")),
    "app/workbench/*",
    "app/views/*",
)
# Each outside library enters through these files and is spoken to in our own records there.
DOORS = {
    "httpx": ("ingest/server.py", "ingest/fetch.py"),
    "httpcore": ("ingest/network.py", "ingest/fetch.py"),
    "chromadb": ("ingest/index.py", "evals/bench/kills.py", "evals/bench/harms.py"),
    "pypdfium2": ("ingest/readers/printed/*",),
    "pdfplumber": ("ingest/readers/printed/ruling.py",),
    "bs4": ("ingest/readers/html.py", "ingest/readers/web/*"),
    "docx": ("ingest/readers/word.py", "ingest/readers/office/*", "app/export/word/*", "app/workbench/word.py"),
    "pptx": ("app/export/slides/*",),
    "sentence_transformers": ("ingest/embedding.py",),
    "torch": ("ingest/embedding.py", "ingest/exported.py", "retrieval/training/*"),
    "transformers": ("ingest/embedding.py", "retrieval/training/*"),
    "onnxruntime": ("ingest/embedding.py", "ingest/exported.py", "retrieval/training/*"),
    "threadpoolctl": ("ingest/exported.py",),
    "onnx": ("retrieval/training/*",),
    "tokenizers": ("ingest/embedding.py", "ingest/exported.py", "retrieval/training/*"),
    "bm25s": ("ingest/lexical.py",),
    "Stemmer": ("ingest/words.py",),
    "pysbd": ("ingest/sentences.py",),
    "rapidfuzz": ("retrieval/question/lexicon.py", "retrieval/briefing/likeness.py", "evals/briefings.py"),
    "markdown_it": ("ingest/readers/markdown.py",),
    "sqlalchemy": ("app/storage/*",),
    "psycopg": ("app/storage/patience.py",),
    "alembic": ("app/storage/migrating.py", "app/storage/migrations/*"),
    "streamlit": ("app/*",),
    "langchain*": ("evals/baseline.py", "evals/bench/plain.py", "retrieval/model/chat_model.py", "retrieval/search/retriever.py"),
    "ragas": ("evals/judges/with_ragas.py",),
    "deepeval": ("evals/judges/with_deepeval.py",),
    "typer": ("app/command.py", "app/commands/*"),
    "rich": ("app/plain/progress.py",),
    "distributed": ("ingest/spread.py",),
    "starlette": ("app/guard.py", "app/service/readiness.py", "app/service/api.py"),
    "fastapi": ("app/service/api.py",),
    "uvicorn": ("app/service/api.py",),
    "mcp": ("app/service/tools.py",),
    "prometheus_client": ("app/service/meters.py",),
}
NOT_DRAWING = (
    *(f"app/{name}.py" for name in ("__main__", "command", "opening", "phrases", "telemetry")),
    *(f"app/{folder}/*" for folder in ("commands", "plain", "markup", "service", "workbench", "export", "storage")),
)
HEAVY = (
    "torch",
    "transformers",
    "sentence_transformers",
    "chromadb",
    "streamlit",
    "langchain",
    "langchain_core",
    "onnxruntime",
    "bm25s",
    "pandas",
    "docx",
    "pptx",
    "fastapi",
    "uvicorn",
    "mcp",
    "prometheus_client",
    "distributed",
    "httpx",
    "sqlalchemy",
    "alembic",
)


@cache
def sources() -> dict[str, ast.Module]:
    """Every file of the program by its path from the root."""
    paths = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
    return {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def imported(tree: ast.Module) -> Iterator[str]:
    """The dotted names a file imports anywhere in it; `from a import b` gives both a and a.b."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide which room is entered"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rooms_of(tree: ast.Module) -> set[str]:
    return {name.split(".")[0] for name in imported(tree)} & set(ROOMS)


@pytest.mark.parametrize("path", sources())
def test_a_file_imports_only_rooms_to_its_left(path):
    room = path.split("/")[0]
    allowed = MAY_IMPORT[room] | {room}
    if any(fnmatch(path, pattern) for pattern in MAY_IMPORT_EVALS):
        allowed = allowed | {"evals"}
    assert rooms_of(sources()[path]) <= allowed


@pytest.mark.parametrize("room", ROOMS)
def test_the_files_of_a_room_form_a_line_without_a_circle(room):
    module_by_path = {
        path: path.removesuffix("/__init__.py").removesuffix(".py").replace("/", ".") for path in sources() if path.startswith(f"{room}/")
    }
    names = set(module_by_path.values())
    graph = {module: (set(imported(sources()[path])) & names) - {module} for path, module in module_by_path.items()}
    try:
        list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail(f"these import each other: {' -> '.join(error.args[1])}")


@pytest.mark.parametrize(("room", "folder"), [(room, folder) for room, folders in FOLDERS.items() for folder in folders])
def test_a_folder_of_a_room_imports_only_from_those_before_it(room, folder):
    later = FOLDERS[room][FOLDERS[room].index(folder) + 1 :]
    names = {name for path, tree in sources().items() if path.startswith(f"{room}/{folder}/") for name in imported(tree)}
    assert not {name for name in names if name.startswith(tuple(f"{room}.{other}" for other in later))}


@pytest.mark.parametrize("path", sources())
def test_each_outside_library_has_its_door(path):
    roots = {name.split(".")[0] for name in imported(sources()[path])}
    wrong = [
        root
        for root in roots
        for library, doors in DOORS.items()
        if fnmatch(root, library) and not any(fnmatch(path, door) for door in doors)
    ]  # fmt: skip
    assert not wrong, f"{path} imports {', '.join(wrong)}, which enters elsewhere"


@pytest.mark.parametrize("path", [path for path in sources() if any(fnmatch(path, pattern) for pattern in NOT_DRAWING)])
def test_what_the_command_line_needs_draws_nothing(path):
    assert not any(name.split(".")[0] == "streamlit" for name in imported(sources()[path]))


def test_package_files_hold_no_imports():
    assert not [path for path, tree in sources().items() if path.endswith("__init__.py") and list(imported(tree))]


def test_nothing_in_app_hides_a_room_or_a_library():
    """Streamlit puts app/ first on the path, where app/evals.py would be found as `evals`."""
    outside = {name.split(".")[0] for tree in sources().values() for name in imported(tree)}
    names = {
        path.stem for path in (ROOT / "app").iterdir() if path.suffix == ".py" or (path.is_dir() and not path.name.startswith((".", "__")))
    }
    assert not (names - {"__init__", "__main__"}) & (set(ROOMS) | set(sys.stdlib_module_names) | (outside - {"app"}))


def test_there_is_no_drawer_for_the_homeless():
    assert not [path for path in sources() if Path(path).stem in ("utils", "helpers", "common", "core", "base", "types", "misc")]


def test_help_of_every_command_imports_nothing_heavy():
    program = f"""
import contextlib, io, json, sys
from app import command

names = [c.name or c.callback.__name__.replace("_", "-") for c in command.app.registered_commands]
names += [g.name for g in command.app.registered_groups]
told = {{}}
for words in ([], *([name] for name in names)):
    out = io.StringIO()
    sys.argv = ["probation-qa", *words, "--help"]
    with contextlib.redirect_stdout(out):
        try:
            command.main()
            code = 0
        except SystemExit as ended:
            code = ended.code or 0
    told[" ".join(words)] = [code, "Usage" in out.getvalue()]
print(json.dumps([told, sorted(set(sys.modules) & set({HEAVY!r}))]))
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    told, heavy = json.loads(done.stdout)
    assert heavy == []
    assert {"", "ask", "ingest", "search", "check", "app", "reports", "brief", "compare"} <= set(told)
    assert all(outcome == [0, True] for outcome in told.values())
