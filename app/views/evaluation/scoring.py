"""Scoring: a person scores an answer sentence by sentence, and sees what others gave once they have given theirs."""

from collections.abc import Sequence

import streamlit as st

from app.markup import joined, tag
from app.workbench.charts import table
from app.workbench.dossier import Dossier
from app.workbench.scores import ScoreShelf
from corpus.errors import AssistantError
from evals.expert import POINTS, SENTENCE, Score, Target, agree, check_score, find_targets, total

MEANING = {100: "100, right", 80: "80, needs improvement", 0: "0, wrong", 25: "25, right", 20: "20, acceptable"}
LEFT_OPEN = "Not scored"


def show(dossier: Dossier, case_id: str, shelf: ScoreShelf) -> None:
    """Only the first run is scored: scores belong to the words of one answer."""
    run = dossier.runs[0].name
    outcome = dossier.said[0].get(case_id)
    targets = find_targets((outcome.answer if outcome else None) or {})
    if not targets:
        return
    st.html(joined(tag("h2", f"Score the answer of {run}"), tag("p", _scale(), class_="quiet")))
    person = st.text_input("Your name", key="person").strip()
    if person:
        _show_form(run, case_id, person, targets, shelf)
    scores = [s for s in shelf.list(run) if s.case_id == case_id]
    if any(s.person == person for s in scores):
        _show_given(scores, targets)
    elif scores:
        st.html(tag("p", "Others have scored this answer. Their scores are shown once you have given yours.", class_="quiet"))


def _scale() -> str:
    return (
        "A sentence gets 100, 80 or 0, a citation 25, 20 or 0; less than the best needs a reason. "
        "Three quarters of the mean sentence plus the mean citation make the total out of 100."
    )


def _show_form(run: str, case_id: str, person: str, targets: Sequence[Target], shelf: ScoreShelf) -> None:
    before = {s.target: s for s in shelf.list(run) if s.case_id == case_id and s.person == person}
    with st.form(f"score-{run}-{case_id}-{person}"):
        given = [_ask(target, before.get(target.name)) for target in targets]
        sent = st.form_submit_button("Save these scores", type="primary")
    if sent:
        _save([Score(case_id, run, person, name, points, reason.strip()) for name, points, reason in given if points is not None], shelf)


def _ask(target: Target, before: Score | None) -> tuple[str, int | None, str]:
    st.html(tag("p", tag("strong", f"{target.name.capitalize()}: "), target.words))
    left, right = st.columns([3, 2])
    options = [None, *POINTS[target.kind]]
    chosen = left.radio(
        f"Points for {target.name}",
        options,
        index=options.index(before.points) if before else 0,
        format_func=lambda points: (
            LEFT_OPEN if points is None else MEANING[points] if points or target.kind == SENTENCE else "0, does not fit"
        ),
        horizontal=True,
        key=f"points-{target.name}",
    )
    reason = right.text_input(f"Reason for {target.name}", before.reason if before else "", key=f"reason-{target.name}", max_chars=500)
    return target.name, chosen, reason


def _save(scores: Sequence[Score], shelf: ScoreShelf) -> None:
    """All of them or none: what is missing is told for all at once."""
    faults = []
    for score in scores:
        try:
            check_score(score)
        except AssistantError as error:
            faults.append(str(error))
    if faults or not scores:
        told = faults or ["Nothing was scored. Choose points for at least one sentence or citation."]
        st.html(tag("div", *(tag("p", fault) for fault in told), class_="calm", role="alert"))
        return
    for score in scores:
        shelf.save(score)
    st.html(tag("p", f"Saved {len(scores)} score{'s' if len(scores) > 1 else ''}.", class_="note", role="status"))


def _show_given(scores: Sequence[Score], targets: Sequence[Target]) -> None:
    """Everybody's scores beside each other, their totals, and how far they agree."""
    people = sorted({s.person for s in scores})
    given = {(s.person, s.target): s for s in scores}
    rows = [[t.name.capitalize(), *(_cell(given.get((person, t.name))) for person in people)] for t in targets]
    totals = [total([s for s in scores if s.person == person], targets) for person in people]
    rows.append(["Total", *("–" if t is None else f"{t:.0f}" for t in totals)])
    found = agree(scores)
    parts = [tag("h2", "Scores given"), table("Points and reasons", ["Part", *people], rows)]
    if found.targets:
        alpha = f"; Krippendorff’s alpha {found.alpha:.2f}" if found.alpha is not None else ""
        parts.append(
            tag(
                "p",
                f"{found.people} people agree on {100 * found.same:.0f}% of {found.targets} part{'s' if found.targets > 1 else ''}{alpha}.",
            )
        )
    st.html(joined(*parts))


def _cell(score: Score | None) -> str:
    if score is None:
        return "–"
    return f"{score.points}: {score.reason}" if score.reason else str(score.points)
