"""Who may see and do what."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from app.service.roles import CHANGE_REPORTS, ROLES, Access, AccessError, NotAllowed, Person, local_person, read_access

FILE = """
everyone = ["staff"]

[emails]
"Ann@Probation.Example" = ["librarian"]
"@training.example" = ["trainer"]

[claims.groups]
"qa-team" = ["evaluator"]
"""


@pytest.fixture
def access(tmp_path: Path) -> Access:
    (tmp_path / "access.toml").write_text(FILE, encoding="utf-8")
    return read_access(tmp_path / "access.toml")


@pytest.mark.parametrize(
    ("claims", "roles"),
    [
        ({"email": "ann@probation.example"}, {"staff", "librarian"}),
        ({"email": "ANN@probation.EXAMPLE", "email_verified": True}, {"staff", "librarian"}),
        ({"email": "ann@probation.example", "email_verified": False}, {"staff"}),
        ({"email": "ben@training.example"}, {"staff", "trainer"}),
        ({"email": "ben@training.example.evil.example"}, {"staff"}),
        ({"email": "ben@evil.example@training.example"}, {"staff"}),
        ({"email": "@training.example@"}, {"staff"}),
        ({"email": ["ann@probation.example"]}, {"staff"}),
        ({"email": None}, {"staff"}),
        ({"groups": ["other", "qa-team"]}, {"staff", "evaluator"}),
        ({"groups": "qa-team"}, {"staff", "evaluator"}),
        ({"groups": "a qa-team b"}, {"staff"}),
        ({"groups": {"qa-team": 1}}, {"staff"}),
        ({"groups": [["qa-team"], 3, None]}, {"staff"}),
        ({"roles": ["librarian"], "role": "librarian"}, {"staff"}),
        ({}, {"staff"}),
    ],
)
def test_roles_come_from_the_address_and_the_claims_that_the_file_names(access: Access, claims: Mapping[str, Any], roles: set[str]) -> None:
    assert access.roles_of(claims) == roles


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        ("staff", {"ask", "library", "compare"}),
        ("trainer", {"ask", "library", "compare", "briefing"}),
        ("evaluator", {"ask", "library", "compare", "evaluate"}),
        ("librarian", {"ask", "library", "compare", CHANGE_REPORTS}),
    ],
)
def test_each_role_may_do_its_own_work(role: str, allowed: set[str]) -> None:
    person = Person("p", frozenset({role}))
    acts = ("ask", "library", "compare", "briefing", "evaluate", CHANGE_REPORTS, "a view nobody thought of")
    assert {act for act in acts if person.may(act)} == allowed


def test_whoever_sits_at_the_machine_may_do_everything_and_nobody_without_a_role_anything() -> None:
    assert local_person().may("a view nobody thought of") and local_person().roles == ROLES
    assert not Person("p", frozenset()).may("ask")


def test_what_is_not_allowed_is_told_with_the_role_it_needs() -> None:
    with pytest.raises(NotAllowed, match=r"needs the role librarian\. Ask"):
        Person("p", frozenset({"staff"})).require(CHANGE_REPORTS)
    Person("p", frozenset({"librarian"})).require(CHANGE_REPORTS)


def test_all_faults_of_an_access_file_are_named_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('everyone = ["boss"]\nadmins = 1\nemails = 2\n[claims.groups]\nx = "staff"\n', encoding="utf-8")
    with pytest.raises(AccessError) as told:
        read_access(tmp_path / "a.toml")
    for part in ("admins is not", "emails is not a table", "claims.groups.x is not a list", "everyone is not a list", "Correct them"):
        assert part in str(told.value)


@pytest.mark.parametrize("content", [None, b"\xff\xfe", b"everyone = ["])
def test_a_file_that_cannot_be_read_opens_nothing(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "a.toml").write_bytes(content)
    with pytest.raises(AccessError, match="PROBATION_QA_ACCESS"):
        read_access(tmp_path / "a.toml")
