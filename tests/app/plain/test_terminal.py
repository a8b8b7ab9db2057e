"""What is printed cannot steer the terminal."""

import ast
import json
from pathlib import Path

import pytest

from app.plain.terminal import json_text, print

APP = Path(__file__).parents[3] / "app"
STEERING = ["\x1b[2J", "\x1b]0;title\x07", "\x9b31m", "a\rb", "a\x08b", "\x00", "\x7f", "\u202edrow", "\u2066x", "\ud800", "\x0c"]


@pytest.mark.parametrize("text", STEERING)
def test_no_sign_that_steers_reaches_the_terminal(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    print(f"before{text}after")
    out = capsys.readouterr().out
    assert out.startswith("before") and out.endswith("after\n") and "\N{REPLACEMENT CHARACTER}" in out
    assert all(sign.isprintable() or sign == "\n" for sign in out)


@pytest.mark.parametrize("text", STEERING)
def test_json_is_the_same_value_when_read_back(text: str) -> None:
    written = json_text({"title": text})
    assert written.isprintable() and json.loads(written) == {"title": text}


@pytest.mark.parametrize("path", sorted(APP.rglob("*.py")), ids=lambda path: path.relative_to(APP).as_posix())
def test_the_program_prints_through_this_door_alone(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    assert not calls & {"typer.echo", "typer.secho", "sys.stdout.write", "sys.stderr.write"}
    doors = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == "app.plain.terminal"]
    assert "print" not in calls or path.name == "terminal.py" or any(alias.name == "print" for door in doors for alias in door.names)
