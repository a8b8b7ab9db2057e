"""How the page is started, and what its files may not hold."""

import os
import re
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from streamlit import config

from app.opening import choose_library
from app.service.serving import ASKED_VARIABLE, FRONT, asked_folder, is_local, serve, serve_command, serve_environment
from corpus.errors import AssistantError
from corpus.library import LIBRARY_VARIABLE
from ingest.read import LARGEST_BYTES

APP = FRONT.parent
ROOMS = {"corpus", "ingest", "retrieval", "evals", "app"}


def test_a_library_that_was_asked_for_is_not_the_shipped_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(LIBRARY_VARIABLE, str(tmp_path / "shipped"))
    monkeypatch.setenv(ASKED_VARIABLE, "left over")
    assert ASKED_VARIABLE not in serve_environment(None)
    environment = serve_environment(tmp_path / "own")
    assert environment[LIBRARY_VARIABLE] == str(tmp_path / "shipped")
    monkeypatch.setenv(ASKED_VARIABLE, environment[ASKED_VARIABLE])
    library, shipped = choose_library(asked_folder())
    assert (library.folder, shipped) == (tmp_path / "own", False)


def test_nothing_asked_for_is_the_shipped_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(LIBRARY_VARIABLE, str(tmp_path))
    monkeypatch.delenv(ASKED_VARIABLE, raising=False)
    library, shipped = choose_library(asked_folder())
    assert (library.folder, shipped) == (tmp_path, True)


@pytest.mark.parametrize(
    ("listen", "local"), [("127.0.0.1", True), ("localhost", True), ("::1", True), ("0.0.0.0", False), ("probation.example", False)]
)
def test_on_this_machine_only_its_own_names_are_answered_to(listen: str, local: bool) -> None:
    assert is_local(listen) is local
    assert any("allowedHosts=localhost" in part for part in serve_command(listen, 8501)) is local


def test_what_holds_however_the_page_is_started() -> None:
    settings = tomllib.loads((APP / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["client"]["showErrorDetails"] == "none"
    assert settings["server"]["enableAgentApi"] is False and settings["server"]["enableStaticServing"] is False
    assert settings["server"]["fileWatcherType"] == "none"
    assert settings["runner"]["postScriptGC"] is False and config.get_option("runner.postScriptGC") is True, "an option that is still known"
    given = " ".join(serve_command("127.0.0.1", 8501))
    assert not any(f"--{section}.{key}=" in given for section, values in settings.items() for key in values)


def test_no_file_hides_a_room_or_the_standard_library() -> None:
    names = {path.stem for path in APP.iterdir() if path.suffix == ".py" or path.is_dir()}
    assert not names & (ROOMS | set(sys.stdlib_module_names))


def test_markup_is_made_in_one_file_and_script_in_another() -> None:
    for path in [APP / "page.py", *APP.glob("views/*.py"), *APP.glob("*.py")]:
        source = path.read_text(encoding="utf-8")
        assert "unsafe_allow_html" not in source and not re.search(r"\bst\.(?:markdown|write|caption|components)\b", source)
        assert path.name == "script.py" or "unsafe_allow_javascript" not in source
        assert path.name in ("markup.py", "script.py") or not re.search(r"""["'f]<[a-z/]""", source)
        assert path.name == "markup.py" or not re.search(r"\bMarkup\(", source)


def test_sign_in_and_the_names_answered_to_come_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secrets = tmp_path / "secrets.toml"
    secrets.write_text("[auth]\n", encoding="utf-8")
    monkeypatch.setenv("PROBATION_QA_SECRETS", str(secrets))
    monkeypatch.setenv("PROBATION_QA_HOSTS", "reports.example, www.reports.example")
    command = serve_command("0.0.0.0", 8501)
    assert f"--secrets.files={secrets}" in command
    names = ["reports.example", "www.reports.example", "localhost", "127.0.0.1", "::1"]
    assert [part for part in command if "allowedHosts" in part] == [f"--server.allowedHosts={name}" for name in names]
    secrets.unlink()
    with pytest.raises(AssistantError, match=r"is not there\. Correct PROBATION_QA_SECRETS"):
        serve_command("0.0.0.0", 8501)


@pytest.mark.parametrize(("listen", "signed", "warned"), [("127.0.0.1", False, False), ("0.0.0.0", False, True), ("0.0.0.0", True, False)])
def test_a_page_open_to_others_without_sign_in_is_warned_of_in_one_sentence(
    listen: str, signed: bool, warned: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "secrets.toml").write_text("[auth]\n", encoding="utf-8")
    monkeypatch.setenv("PROBATION_QA_SECRETS", str(tmp_path / "secrets.toml") if signed else "")
    monkeypatch.setattr("app.service.serving.run", lambda *_: None)
    monkeypatch.setattr("app.service.serving.check_free", lambda *_: None)
    serve(None, listen, 8501)
    told = capsys.readouterr().err
    assert (told == "Anyone who can reach 0.0.0.0 can read this library: set up sign-in first (docs/deploying.md).\n") is warned
    assert bool(told) is warned


def test_a_port_in_use_is_said_before_the_page_is_announced(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(AssistantError, match=rf"127\.0\.0\.1:{port} .* choose another with --port or --listen\.$"):
            serve(None, "127.0.0.1", port)
    assert "The page is at" not in capsys.readouterr().out


def test_the_page_ends_with_the_process_that_started_it() -> None:
    page = [sys.executable, "-c", "import os, time; print(os.getpid(), flush=True); time.sleep(60)"]
    starts = f"import os; from app.service.serving import run; run({page!r}, os.environ)"
    with subprocess.Popen([sys.executable, "-c", starts], stdout=subprocess.PIPE, text=True, cwd=APP.parent) as started:
        assert started.stdout
        child = int(started.stdout.readline())
        started.terminate()
        assert started.wait(30) == 0
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_what_a_browser_may_send_is_bounded() -> None:
    settings = tomllib.loads((APP / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["server"]
    assert settings["maxUploadSize"] * 1_000_000 <= LARGEST_BYTES
    assert settings["maxMessageSize"] <= 20
