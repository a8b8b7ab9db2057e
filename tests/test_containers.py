"""The container and compose files keep the conventions: nobody is root, bases are pinned, health is watched, no secret stands in them."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

yaml = pytest.importorskip("yaml")
ROOT = Path(__file__).parents[1]
CONTAINERFILE = (ROOT / "Containerfile").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PINNED = re.compile(r"^[\w./-]+:\d+\.\d+(?:\.\d+)?(?:-[\w.-]+)?(?:@sha256:[0-9a-f]{64})?$")


def pin_of(package: str) -> str:
    return next(line.split("==")[1] for line in PROJECT["dependencies"] if line.startswith(f"{package}=="))


def test_the_image_runs_as_nobody_special_and_watches_its_health() -> None:
    last = CONTAINERFILE.split("\nFROM ")[-1]
    user = re.search(r"^USER (\d+):(\d+)$", last, re.M)
    assert user and int(user[1]) >= 1000 and int(user[2]) >= 1000
    assert "HEALTHCHECK" in last and "/ready" in last
    assert last.index("USER") < last.index("ENTRYPOINT") and not re.search(r"^(?:ADD|COPY (?!--from))", last, re.M)


def test_uv_is_told_of_no_python_that_is_still_to_be_made() -> None:
    """UV_PYTHON with the path of an environment makes `uv venv`, which is to make that environment, end with an error."""
    before = CONTAINERFILE.split("uv venv")[0]
    assert "UV_PYTHON" not in before and "VIRTUAL_ENV=/opt/venv" in before and "uv venv --no-python-downloads /opt/venv" in CONTAINERFILE


def test_every_base_and_image_is_pinned() -> None:
    bases = re.findall(r"^FROM (\S+)", CONTAINERFILE, re.M)
    images = [service["image"] for service in COMPOSE["services"].values() if "image" in service]
    assert bases and images and all(PINNED.match(name) for name in [*bases, *images])


def test_versions_are_those_of_the_project() -> None:
    assert f"chromadb/chroma:{pin_of('chromadb')}" == COMPOSE["services"]["chroma"]["image"]
    assert f"TORCH_VERSION={pin_of('torch')}" in CONTAINERFILE
    assert set(re.search(r"EXTRAS=(\S+)", CONTAINERFILE)[1].split(",")) - {"postgresql"} <= set(PROJECT["optional-dependencies"])  # type: ignore[index]
    assert all(f"COPY {room} {room}" in CONTAINERFILE for room in ("corpus", "ingest", "retrieval", "app", "evals"))


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_a_service_gains_no_rights_and_is_watched(name: str) -> None:
    service = COMPOSE["services"][name]
    assert service["cap_drop"] == ["ALL"] and "no-new-privileges:true" in service["security_opt"] and "privileged" not in service
    assert name == "app" or "healthcheck" in service
    assert not any("docker.sock" in volume for volume in service["volumes"])


def test_only_the_page_is_published_and_only_on_this_machine() -> None:
    published = {name: service["ports"] for name, service in COMPOSE["services"].items() if "ports" in service}
    assert set(published) == {"app"} and all(port.startswith("127.0.0.1:") for port in published["app"])
    assert COMPOSE["networks"]["back"]["internal"] and all(
        COMPOSE["services"][name]["networks"] == ["back"] for name in ("chroma", "database")
    )


def test_no_secret_stands_in_them() -> None:
    for service in COMPOSE["services"].values():
        for key, value in service.get("environment", {}).items():
            assert not re.search("PASSWORD|SECRET|TOKEN", key) or value.startswith(("${", "/run/"))
            assert not re.search(r"://[^:/]+:(?!\$\{)[^@/]+@", str(value))
    assert not re.search(r"^(?:ENV|ARG).*(?:PASSWORD|SECRET|TOKEN)", CONTAINERFILE, re.M)
    assert {".env", "secrets.toml", "access.toml"} <= set((ROOT / ".gitignore").read_text(encoding="utf-8").split())
