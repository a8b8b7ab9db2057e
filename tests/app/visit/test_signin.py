"""Who is on the page: with a made-up person, and with a real provider and a real browser."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from serving_press import faults, free_port, served, wait_for
from streamlit.testing.v1 import AppTest
from test_ask import shown

from app.service.quota import Quota
from app.service.roles import ROLES, Access, Person, read_access
from app.visit.signin import current_person, known_person
from corpus.library import Library

Open = Callable[[], AppTest]


class FakeUser:
    """A visitor as Streamlit gives one."""

    def __init__(self, **claims: Any):
        self.claims = claims
        self.is_logged_in = bool(claims)

    def to_dict(self) -> dict[str, Any]:
        return {"is_logged_in": self.is_logged_in, **self.claims}


class FakeContext:
    """Where a visitor comes from."""

    def __init__(self, ip_address: str | None = None, **headers: str):
        self.ip_address, self.headers = ip_address, {key.replace("_", "-"): value for key, value in headers.items()}


@pytest.fixture
def visit_as(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """The page as somebody sees it with these claims, where staff of one house are librarians and trainers."""
    access = Access({"@house.example": frozenset({"staff", "trainer"})}, {})
    monkeypatch.setattr("app.visit.signin.sign_in_is_set_up", lambda: True)
    monkeypatch.setattr("app.visit.signin._access", lambda: access)

    def visit(**claims: Any) -> AppTest:
        monkeypatch.setattr("app.visit.signin.st.user", FakeUser(**claims))
        return open_page()

    return visit


def test_nobody_sees_the_library_before_signing_in(visit_as: Callable[..., AppTest]) -> None:
    page = visit_as()
    assert "Sign in to ask the reports" in shown(page)
    assert not page.chat_input and not page.multiselect and [b.label for b in page.button] == ["Sign in"]


def test_whoever_has_no_role_is_told_so(visit_as: Callable[..., AppTest]) -> None:
    page = visit_as(email="eve@elsewhere.example", sub="1")
    assert "have no role here" in shown(page)
    assert not page.chat_input and [b.label for b in page.button] == ["Sign out"]


def test_staff_can_ask_and_sign_out(visit_as: Callable[..., AppTest]) -> None:
    page = visit_as(email="ann@house.example", sub="2")
    assert page.chat_input and "Sign out" in [b.label for b in page.sidebar.button]


def test_too_many_questions_are_told_on_the_page(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    quota = Quota(per_minute=1)
    monkeypatch.setattr("app.visit.signin._quota", lambda: quota)
    page = open_page().chat_input[0].set_value("Who visited Arden?").run()
    page.chat_input[0].set_value("And Borland?").run()
    assert "More than 1 questions in a minute; ask again in" in shown(page)


def test_people_are_counted_by_who_they_are_at_their_provider() -> None:
    nobody = Access({}, {})
    ann = known_person({"iss": "https://a.example", "sub": "1", "email": "ann@a.example"}, nobody)
    assert ann == Person("https://a.example:1", frozenset())
    assert known_person({"iss": "https://b.example", "sub": "1", "email": "ann@a.example"}, nobody).name != ann.name


@pytest.mark.parametrize(
    ("context", "local"),
    [
        (FakeContext(), True),
        (FakeContext(Host="localhost:8501"), True),
        (FakeContext(Host="localhost"), True),
        (FakeContext(Host="reports.example"), False),
        (FakeContext(Host="[localhost"), False),
        (FakeContext(Host="localhost@evil.example"), False),
        (FakeContext(Host="127.0.0.1:8501"), True),
        (FakeContext(Host="[::1]:8501"), True),
        (FakeContext("192.0.2.7", Host="localhost:8501"), False),
        (FakeContext(Host="reports.example:80"), False),
        (FakeContext(Host="localhost:8501", X_Forwarded_For="127.0.0.1"), False),
        (FakeContext(Host="localhost:8501", Forwarded="for=192.0.2.7"), False),
        (FakeContext(Host="localhost:8501", X_Real_IP="192.0.2.7"), False),
        (FakeContext("127.0.0.1.evil.example"), False),
    ],
)
def test_without_sign_in_only_whoever_sits_at_the_machine_may_do_everything(
    context: FakeContext, local: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.visit.signin.sign_in_is_set_up", lambda: False)
    monkeypatch.setattr("app.visit.signin.st.context", context)
    person = current_person()
    assert person is not None and person.roles == (ROLES if local else {"staff"})


@pytest.fixture
def provider() -> Iterator[str]:
    """A provider that signs anybody in, on this machine."""
    port = free_port()
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), "--host", "127.0.0.1"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            wait_for(f"http://127.0.0.1:{port}/.well-known/openid-configuration")
            yield f"http://localhost:{port}"
        finally:
            server.terminate()


def test_signing_in_with_a_real_provider(provider: str, library: Library, chromium: Any, tmp_path: Path) -> None:
    port = free_port()
    (tmp_path / "access.toml").write_text('[emails]\n"ann@house.example" = ["staff"]\n', encoding="utf-8")
    (tmp_path / "secrets.toml").write_text(
        f'[auth]\nredirect_uri = "http://localhost:{port}/oauth2callback"\ncookie_secret = "{"s" * 40}"\nclient_id = "page"\n'
        f'client_secret = "hush"\nserver_metadata_url = "{provider}/.well-known/openid-configuration"\n',
        encoding="utf-8",
    )
    assert read_access(tmp_path / "access.toml").emails
    settings = {"PROBATION_QA_ASKED": str(library.folder), "PROBATION_QA_ACCESS": str(tmp_path / "access.toml")}
    with served(port, settings, f"--secrets.files={tmp_path / 'secrets.toml'}") as address:
        context = chromium.new_context()
        page = context.new_page()
        page.goto(address.replace("127.0.0.1", "localhost"))
        page.get_by_role("button", name="Sign in").wait_for()
        assert faults(page) == []
        page.get_by_role("button", name="Sign in").click()
        page.locator("input[name=sub]").fill("ann@house.example")
        page.get_by_role("button", name="Authorize").first.click()
        page.get_by_test_id("stChatInputTextArea").wait_for()
        assert faults(page) == []
        assert page.get_by_test_id("stPageLink-NavLink").all_inner_texts() == ["Ask\n(this page)", "Compare", "Library"]
        page.get_by_role("link", name="Library").click()
        page.get_by_text("What is held").first.wait_for()
        assert page.get_by_text("Add reports").count() == 0
        cookie = next(c for c in context.cookies() if c["name"].startswith("_streamlit_user"))
        assert cookie["httpOnly"] and cookie["sameSite"] == "Lax"
        context.clear_cookies()
        context.add_cookies([{**cookie, "value": cookie["value"][:-6] + "AAAAAA"}])
        page.goto(address.replace("127.0.0.1", "localhost"))
        page.get_by_role("button", name="Sign in").wait_for()
        page.get_by_role("button", name="Sign in").click()
        page.locator("input[name=sub]").fill("eve@elsewhere.example")
        page.get_by_role("button", name="Authorize").first.click()
        page.get_by_text("You are signed in, but have no role here.").wait_for()
        assert faults(page) == []
        context.close()
