"""The README says what the program does: its figures are the scorecard's, its commands exist, its links lead somewhere."""

import re
from pathlib import Path

from app.command import app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def rows(text: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")]


def test_the_figures_are_those_of_the_scorecard():
    held = {row[1]: row[2:] for row in rows((ROOT / "evals" / "scorecard.md").read_text(encoding="utf-8")) if row[0] == "split held"}
    told = [row for row in rows(README) if row[0] in held]
    assert len(told) >= 8
    assert all(row[1:] == held[row[0]] for row in told)


def test_every_command_named_is_one():
    commands = {each.name or each.callback.__name__ for each in app.registered_commands} | {each.name for each in app.registered_groups}
    named = {match[1] for match in re.finditer(r"^(?:    |\$ )probation-qa (\w+)", README, re.M)}
    assert {"ingest", "ask", "app"} <= named
    assert named <= commands


def test_every_link_leads_to_a_file():
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert targets
    assert all((ROOT / target).exists() for target in targets)
