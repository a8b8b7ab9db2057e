"""Roles: what a person may see and do, from who they are and from the access file."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import AssistantError

ACCESS_VARIABLE = "PROBATION_QA_ACCESS"
STAFF, TRAINER, EVALUATOR, LIBRARIAN = "staff", "trainer", "evaluator", "librarian"
ROLES = frozenset({STAFF, TRAINER, EVALUATOR, LIBRARIAN})
CHANGE_REPORTS = "change reports"  # add, correct or remove them
# Who may do what; a view that is not named here is for those who hold every role.
MAY = {
    "ask": ROLES,
    "library": ROLES,
    "compare": ROLES,
    "briefing": frozenset({TRAINER}),
    "evaluate": frozenset({EVALUATOR}),
    CHANGE_REPORTS: frozenset({LIBRARIAN}),
}
SIGN = "@"


class NotAllowed(AssistantError):
    """Something that a person's roles do not let them do."""


class AccessError(AssistantError):
    """An access file with faults; the message names each."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who asks: a name to count by, and what they may do."""

    name: str
    roles: frozenset[str]

    def may(self, act: str) -> bool:
        """Whether one of this person's roles lets them see a view or do an act."""
        return self.roles == ROLES or bool(self.roles & MAY.get(act, frozenset()))

    def require(self, act: str) -> None:
        """Raise NotAllowed unless `may`."""
        if not self.may(act):
            needed = " or ".join(sorted(MAY.get(act, ROLES)))
            raise NotAllowed(f"This needs the role {needed}. Ask whoever runs this page to give it to you.")


@dataclass(frozen=True, slots=True)
class Access:
    """Who has which roles: by e-mail address, by the part of it from the @ on, by the values of a claim, and everyone else."""

    emails: Mapping[str, frozenset[str]]
    claims: Mapping[str, Mapping[str, frozenset[str]]]
    everyone: frozenset[str] = frozenset()

    def roles_of(self, claims: Mapping[str, Any]) -> frozenset[str]:
        """The roles of a signed-in person; an address that the provider has not verified counts for nothing."""
        roles = set(self.everyone) | self._roles_of_email(claims)
        for claim, roles_by_value in self.claims.items():
            held = claims.get(claim)
            values = held if isinstance(held, list | tuple) else [held]
            roles |= {role for value in values if isinstance(value, str) for role in roles_by_value.get(value, ())}
        return frozenset(roles)

    def _roles_of_email(self, claims: Mapping[str, Any]) -> frozenset[str]:
        email = claims.get("email")
        if not isinstance(email, str) or email.count(SIGN) != 1 or claims.get("email_verified") is False:
            return frozenset()
        email = email.casefold()
        return self.emails.get(email, frozenset()) | self.emails.get(SIGN + email.partition(SIGN)[2], frozenset())


def local_person() -> Person:
    """Whoever sits at this machine: all roles."""
    return Person("local", ROLES)


def read_access(path: Path | None = None) -> Access:
    """The access file, from $PROBATION_QA_ACCESS where none is given; all its faults are named at once."""
    path = path or Path(os.environ.get(ACCESS_VARIABLE) or "access.toml")
    try:
        held = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise AccessError(f"Who may do what cannot be read from {path} ({error}). Name the access file in {ACCESS_VARIABLE}.") from error
    faults = [f"{key} is not a known part" for key in held if key not in ("emails", "claims", "everyone")]
    emails = {key.casefold(): _roles(f"emails.{key}", value, faults) for key, value in _table(held, "emails", faults).items()}
    claims = {
        claim: {value: _roles(f"claims.{claim}.{value}", roles, faults) for value, roles in _table(table, claim, faults).items()}
        for table in [_table(held, "claims", faults)]
        for claim in table
    }
    everyone = _roles("everyone", held.get("everyone", []), faults)
    if faults:
        raise AccessError(f"The access file {path} has faults: {'; '.join(faults)}. Correct them and start again.")
    return Access(emails, claims, everyone)


def _table(held: Mapping[str, Any], key: str, faults: list[str]) -> Mapping[str, Any]:
    value = held.get(key, {})
    if isinstance(value, dict):
        return value
    faults.append(f"{key} is not a table")
    return {}


def _roles(where: str, value: Any, faults: list[str]) -> frozenset[str]:
    if not isinstance(value, list) or not all(role in ROLES for role in value):
        faults.append(f"{where} is not a list of roles among {', '.join(sorted(ROLES))}")
        return frozenset()
    return frozenset(value)
