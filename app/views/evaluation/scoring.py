"""Scoring: a person scores an answer sentence by sentence, and sees what others gave once they have given theirs."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from app.markup.markup import joined, tag
from app.storage.faults import StorageError
from app.views.evaluation.people import agreement_words, names_of, targets_of
from app.visit.signin import current_person, sign_in_is_set_up
from app.workbench.charts import table
from app.workbench.dossier import Dossier
from app.workbench.scores import RunScores
from evals.expert import POINTS, SENTENCE, Score, ScoreError, Target, agree, check_score, total

MEANING = {100: "100, right", 80: "80, needs improvement", 0: "0, wrong", 25: "25, right", 20: "20, acceptable"}
LEFT_OPEN = "Not scored"


def show(dossier: Dossier, case_id: str, scores: RunScores) -> None:
    """Only the first run is scored: scores belong to the words of one answer."""
    targets = targets_of(dossier, case_id)
    if not targets:
        return
    st.html(joined(tag("h2", f"Score the answer of {scores.run}"), tag("p", _scale(), class_="quiet")))
    try:
        _score(case_id, targets, scores)
    except StorageError as error:
        st.html(tag("p", str(error), class_="note", role="alert"))


def _score(case_id: str, targets: Sequence[Target], scores: RunScores) -> None:
    person = _who_scores()
    if person:
        _show_form(case_id, person, targets, scores)
    given = scores.list(case_id)
    if any(s.person == person for s in given):
        _show_given(given, targets, person)
    elif given:
        st.html(tag("p", "Others have scored this answer. Their scores are shown once you have given yours.", class_="quiet"))


def _who_scores() -> str:
    """Whoever is signed in; where nobody signs in, the name that is typed."""
    signed_in = current_person() if sign_in_is_set_up() else None
    return signed_in.name if signed_in else st.text_input("Your name", key="person", max_chars=80).strip()


def _scale() -> str:
    return (
        "A sentence gets 100, 80 or 0, a citation 25, 20 or 0; less than the best needs a reason. "
        "Three quarters of the mean sentence plus the mean citation make the total out of 100."
    )


def _show_form(case_id: str, person: str, targets: Sequence[Target], scores: RunScores) -> None:
    before = {s.target: s for s in scores.list(case_id) if s.person == person}
    with st.form(f"score-{scores.run}-{case_id}-{person}"):
        given = [_ask(target, before.get(target.name)) for target in targets]
        sent = st.form_submit_button("Save these scores", type="primary")
    if sent:
        _save([Score(case_id, person, name, points, reason.strip()) for name, points, reason in given if points is not None], scores)


def _ask(target: Target, before: Score | None) -> tuple[str, int | None, str]:
    st.html(tag("p", tag("strong", f"{target.name.capitalize()}: "), target.words))
    left, right = st.columns([3, 2])
    options = [None, *POINTS[target.kind]]
    chosen = left.radio(
        f"Points for {target.name}",
        options,
        index=options.index(before.points) if before else 0,
        format_func=partial(_meaning, target.kind),
        horizontal=True,
        key=f"points-{target.name}",
    )
    reason = right.text_input(f"Reason for {target.name}", before.reason if before else "", key=f"reason-{target.name}", max_chars=500)
    return target.name, chosen, reason


def _meaning(kind: str, points: int | None) -> str:
    if points is None:
        return LEFT_OPEN
    return MEANING[points] if points or kind == SENTENCE else "0, does not fit"


def _save(given: Sequence[Score], scores: RunScores) -> None:
    """All of them or none: what is missing is told for all at once."""
    faults = []
    for score in given:
        try:
            check_score(score)
        except ScoreError as error:
            faults.append(str(error))
    if faults or not given:
        told = faults or ["Nothing was scored. Choose points for at least one sentence or citation."]
        st.html(tag("div", *(tag("p", fault) for fault in told), class_="calm", role="alert"))
        return
    for score in given:
        scores.save(score)
    st.html(tag("p", f"Saved {len(given)} score{'s' if len(given) > 1 else ''}.", class_="note", role="status"))


def _show_given(given: Sequence[Score], targets: Sequence[Target], me: str) -> None:
    """Everybody's scores beside each other, their totals, and how far they agree."""
    people = names_of(given, me)
    held = {(s.person, s.target): s for s in given}
    rows = [[t.name.capitalize(), *(_cell(held.get((person, t.name))) for person in people)] for t in targets]
    totals = [total([s for s in given if s.person == person], targets) for person in people]
    rows.append(["Total out of 100", *("–" if t is None else f"{t:.0f}" for t in totals)])
    parts = [tag("h2", "Scores given"), table("Points and reasons", ["Part", *people.values()], rows)]
    if len(people) > 1:
        parts.append(tag("p", agreement_words(agree(given))))
    st.html(joined(*parts))


def _cell(score: Score | None) -> str:
    if score is None:
        return "–"
    return f"{score.points}: {score.reason}" if score.reason else str(score.points)
