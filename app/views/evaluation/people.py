"""People: what those who scored a run's answers made of it, and how far they agree."""

import csv
import io
from collections.abc import Sequence

import streamlit as st

from app.markup.markup import joined, tag
from app.storage.faults import StorageError
from app.workbench.charts import table
from app.workbench.dossier import Dossier
from app.workbench.handout import as_cell
from app.workbench.scores import RunScores
from evals.expert import Agreement, Score, Target, agree, find_targets, total


def show_people(dossier: Dossier, scores: RunScores) -> None:
    """A row for each person, how far they agree, and every score as a file; nothing while nobody has scored."""
    try:
        given = scores.list()
    except StorageError as error:
        st.html(tag("p", str(error), class_="note", role="alert"))
        return
    if not given:
        return
    rows = [_row(dossier, given, person, words) for person, words in names_of(given).items()]
    heads = ["Person", "Cases begun", "Cases scored in full", "Mean total out of 100"]
    told = tag("p", agreement_words(agree(given)))
    st.html(joined(tag("h2", "Scored by people"), table(f"Scores of {scores.run}", heads, rows), told))
    st.download_button(
        "Every score (CSV)", score_rows(dossier, given).encode("utf-8-sig"), f"{scores.run}-scores.csv", "text/csv", on_click="ignore"
    )


def names_of(given: Sequence[Score], me: str = "") -> dict[str, str]:
    """People in the order of their names; whoever signed in is known by a number of the provider, which says nothing to others."""
    people = sorted({s.person for s in given})
    return {person: "You" if person == me else f"Person {n}" if ":" in person else person for n, person in enumerate(people, 1)}


def agreement_words(found: Agreement) -> str:
    """How far people agree, or that nobody can tell yet."""
    if not found.targets:
        return "No sentence or citation was scored by two people yet."
    parts = f"{found.targets} part{'s' if found.targets > 1 else ''}"
    alpha = f"Krippendorff’s alpha {found.alpha:.2f}" if found.alpha is not None else "too little differs to tell agreement from chance"
    return f"{found.people} people agree on {100 * found.same:.0f}% of {parts} that more than one of them scored; {alpha}."


def score_rows(dossier: Dossier, given: Sequence[Score]) -> str:
    """Every score as comma-separated values, with the words it is of."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(["case", "question", "part", "words", "person", "points", "reason"])
    people = names_of(given)
    for s in given:
        words = {t.name: t.words for t in targets_of(dossier, s.case_id)}.get(s.target, "")
        facts = [s.case_id, dossier.cases[s.case_id].question if s.case_id in dossier.cases else "", s.target, words, people[s.person]]
        writer.writerow([*map(as_cell, facts), s.points, as_cell(s.reason)])
    return file.getvalue()


def targets_of(dossier: Dossier, case_id: str) -> list[Target]:
    """What of the first run's answer to a case can be scored."""
    outcome = dossier.said[0].get(case_id)
    return find_targets((outcome.answer if outcome else None) or {})


def _row(dossier: Dossier, given: Sequence[Score], person: str, words: str) -> list[str]:
    theirs = [s for s in given if s.person == person]
    ids = sorted({s.case_id for s in theirs})
    totals = [total([s for s in theirs if s.case_id == each], targets_of(dossier, each)) for each in ids]
    whole = [t for t in totals if t is not None]
    return [words, str(len(ids)), str(len(whole)), f"{sum(whole) / len(whole):.0f}" if whole else "–"]
