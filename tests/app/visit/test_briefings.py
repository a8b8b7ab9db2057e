"""Briefings on the page Briefing: kept, opened by their address with what was changed, named, found, shared, deleted."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from test_ask import button, shown
from test_briefing import build, change
from tiny import HOSTILE, build_library

from app.storage.database import DATABASE_VARIABLE
from app.storage.opening import Storage
from app.visit.briefings import MISSING, SHARED
from app.visit.keeping import Keeper
from corpus.library import Library
from retrieval.assistant import Assistant
from retrieval.briefing.brief import brief
from retrieval.briefing.briefing import to_json
from retrieval.evidence import Filters

Open = Callable[[], AppTest]
PAGE = """
from tiny import BagOfWords
from app.visit.briefings import briefings
from app.visit.desk import open_desk
from app.visit.keeping import Keeper
from app.views import briefing
import streamlit as st
from retrieval.evidence import Filters
keeper = Keeper({person!r})
with st.sidebar:
    show_begun = briefings(keeper).show_list()
briefing.show(open_desk(BagOfWords()), Filters(), keeper)
show_begun()
"""


@pytest.fixture
def storage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Storage:
    monkeypatch.setenv(DATABASE_VARIABLE, f"sqlite:///{tmp_path / 'kept.db'}")
    return Storage.open()


def page_of(person: str = "local", briefing_id: str = "") -> AppTest:
    page = AppTest.from_string(PAGE.format(person=person), default_timeout=30)
    if briefing_id:
        page.query_params["briefing"] = briefing_id
    return page.run()


def only_id(storage: Storage, person: str = "local") -> str:
    (named,) = storage.briefings.names(person, "", 9)
    return named.id


def lines(page: AppTest) -> list[str]:
    return [b.body for b in page.html if '<article class="briefing"' in b.body]


def listed(page: AppTest) -> list[str]:
    return [b.label for b in page.sidebar.button if (b.key or "").startswith("briefing-")]


def test_what_is_built_is_kept_and_its_address_brings_it_back_unbuilt(
    open_page: Open, storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = build(page_of(), "unpaid work")
    assert built.query_params["briefing"] in (only_id(storage), [only_id(storage)])
    monkeypatch.setattr("app.views.briefing.brief", lambda *_: pytest.fail("A kept briefing was built again."))
    page = page_of(briefing_id=only_id(storage))
    assert lines(page) == lines(built) != [] and "each verified word for word" in shown(page)
    assert [b.label for b in page.get("download_button")] == ["Word", "PowerPoint", "Markdown", "JSON"]


def test_edits_drops_and_order_are_kept_and_can_be_undone_after_reopening(open_page: Open, storage: Storage) -> None:
    page = change(build(page_of(), "Arden"))
    page.button(key="edit-0-0").click().run()
    page.text_area[0].set_value(f"Officers seldom called. {HOSTILE}")
    button(page, "Save this line")
    outs = [b for b in page.button if (b.key or "").startswith("outnote-")]
    outs[-1].click().run()
    again = page_of(briefing_id=only_id(storage))
    assert "Officers seldom called." in shown(again) and "1 edited and not verified" in shown(again) and "<script" not in shown(again)
    assert again.session_state["made"] == page.session_state["made"] != again.session_state["first_made"]
    button(again, "Undo all changes")
    assert "edited, not verified" not in shown(page_of(briefing_id=only_id(storage)))
    assert storage.briefings.open(only_id(storage), "local").edits == {}  # type: ignore[union-attr]


def test_a_name_is_changed_found_and_stands_over_the_briefing(open_page: Open, storage: Storage) -> None:
    page = build(page_of(), "unpaid work").run()
    page.text_input(key=f"name-{only_id(storage)}").set_value("  Zebra session ").run()
    assert '<h2 class="asked">Zebra session</h2>' in shown(page) and storage.briefings.names("local", "zebra", 9)[0].name == "Zebra session"
    button(page, "Another topic")
    assert listed(page) == ["Zebra session"] and "briefing" not in page.query_params and lines(page) == []
    page.text_input(key="find_briefing").set_value("giraffe").run()
    assert listed(page) == [] and "None holds these words." in shown(page)
    page.text_input(key="find_briefing").set_value("SESSION").run()
    button(page, "Zebra session")
    assert "Unpaid work began on time" in shown(page)


def test_a_second_briefing_on_a_topic_is_told_from_the_first(open_page: Open, storage: Storage) -> None:
    build(build(page_of(), "unpaid work"), "Unpaid work")
    assert [each.name for each in storage.briefings.names("local", "", 9)] == ["Unpaid work (2)", "Unpaid work"]


def test_deleting_asks_first_and_its_address_leads_to_nothing(open_page: Open, storage: Storage) -> None:
    page = build(page_of(), "unpaid work").run()
    gone = only_id(storage)
    button(page, "Delete this briefing")
    assert "It is deleted with what you changed in it. This cannot be undone." in shown(page)
    button(page, "Keep it")
    button(page, "Delete this briefing")
    button(page, "Delete it")
    assert storage.briefings.names("local", "", 9) == [] and "The briefing was deleted." in shown(page) and lines(page) == []
    page = page_of(briefing_id=gone)
    assert MISSING in shown(page)
    build(page, "unpaid work")
    assert MISSING not in shown(page.run()) and lines(page)


def test_a_briefing_opens_for_others_only_while_it_is_shared_and_is_never_theirs_to_change(open_page: Open, storage: Storage) -> None:
    page = build(page_of("ann"), "unpaid work").run()
    theirs = only_id(storage, "ann")
    assert MISSING in shown(page_of("ben", theirs))
    page.toggle(key=f"shared-{theirs}").set_value(True).run()
    other = page_of("ben", theirs)
    assert SHARED in shown(other) and "Unpaid work began on time" in shown(other) and listed(other) == []
    assert "Delete this briefing" not in [b.label for b in other.button]
    change(other).button(key="edit-0-0").click().run()
    other.text_area[0].set_value("Mine.")
    button(other, "Save this line")
    assert storage.briefings.open(theirs, "ann").edits == {}  # type: ignore[union-attr]
    button(other, "Keep a copy")
    own = storage.briefings.open(only_id(storage, "ben"), "ben")
    assert own and "Mine." in str(own.edits) and not own.shared and SHARED not in shown(other)
    page.toggle(key=f"shared-{theirs}").set_value(False).run()
    assert MISSING in shown(page_of("ben", theirs))


def test_nothing_is_kept_of_a_topic_that_no_report_covers_or_of_nobody(open_page: Open, storage: Storage) -> None:
    page = build(page_of(), "school meals")
    assert "Try a wider topic" in shown(page) and "briefing" not in page.query_params
    nobody = build(page_of(""), "unpaid work")
    assert lines(nobody) and "Briefings are kept only for people who sign in." in shown(nobody)
    assert storage.briefings.names("local", "", 9) == storage.briefings.names("", "", 9) == []


def test_lines_whose_words_are_gone_are_left_out_and_counted(
    library: Library, assistant: Assistant, storage: Storage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = brief(assistant.searcher, "Arden")
    kept = Keeper(address=f"sqlite:///{tmp_path / 'kept.db'}").keep_briefing(made)
    poorer = build_library(tmp_path / "poorer", ("borland.md", "trap.md"))
    monkeypatch.setenv("PROBATION_QA_ASKED", str(poorer.folder))
    page = page_of(briefing_id=kept.id if kept else "")
    rest = [
        line
        for chapter in made.chapters
        for line in chapter.lines
        if any(c.report.report_id == "arden" for c in made.citations if c.marker in line.claim.markers)
    ]
    count = f"{len(rest)} line{'s' if len(rest) != 1 else ''}"
    assert rest and f"does not hold the words they rest on any more: {count}." in shown(page)
    assert "Home visits were rare" not in "".join(lines(page))


def test_a_full_database_is_said_and_the_briefing_is_shown_all_the_same(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "kept.db").write_bytes(b"no database" * 200)
    monkeypatch.setenv(DATABASE_VARIABLE, f"sqlite:///{tmp_path / 'kept.db'}")
    page = build(page_of(), "unpaid work")
    assert lines(page) and "Nothing is being kept." in shown(page)


def test_a_briefing_read_back_is_the_one_that_was_written(assistant: Assistant) -> None:
    from retrieval.kept import read_briefing

    made = brief(assistant.searcher, "supervised people", Filters(areas=frozenset({"Arden"})))
    again = read_briefing(to_json(made), made.coverage.filters, assistant.searcher.shelf)
    assert again.lost == 0 and replace(again.briefing, seconds={}) == replace(made, seconds={})
