"""Conversations on the page Ask: kept, opened by their address, named, found, exported, deleted, and judged."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from test_ask import ask, button, shown
from tiny import HOSTILE, QUESTION, build_library

from app.export.file import to_bytes
from app.storage.database import DATABASE_VARIABLE
from app.storage.faults import Unreachable
from app.storage.opening import Storage
from app.visit.conversations import ELSEWHERE, MISSING
from app.visit.keeping import LONGEST_NAME, Keeper, name_of, turns_of
from corpus.library import Library
from retrieval.assistant import Assistant
from retrieval.kept import CHANGED, Kept, Lost

Open = Callable[[], AppTest]
HERE = Path(__file__).parents[1]


@pytest.fixture
def storage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Storage:
    monkeypatch.setenv(DATABASE_VARIABLE, f"sqlite:///{tmp_path / 'kept.db'}")
    return Storage.open()


def only_id(storage: Storage) -> str:
    (listed,) = storage.conversations.list("local")
    return listed.id


def open_at(conversation_id: str) -> AppTest:
    page = AppTest.from_file(str(HERE / "tiny_page.py"), default_timeout=30)
    page.query_params["conversation"] = conversation_id
    return page.run()


def listed(page: AppTest) -> list[str]:
    return [b.label.replace("\\", "") for b in page.sidebar.button if (b.key or "").startswith("conversation-")]


def test_what_is_asked_is_kept_under_its_first_question_and_addressed(open_page: Open, storage: Storage) -> None:
    page = ask(ask(open_page(), QUESTION), "And in Borland?")
    kept = storage.conversations.open(only_id(storage), "local")
    assert kept and kept.name == QUESTION and [t.asked for t in kept.turns] == [QUESTION, "And in Borland?"]
    assert kept.turns[1].standalone == "How many people did the CRC supervise in Borland?"
    assert page.query_params["conversation"] in (kept.id, [kept.id])


def test_an_address_brings_back_the_same_answers_without_asking(open_page: Open, storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ask(ask(open_page(), QUESTION), "And in Borland?")

    def refuse(*_: object) -> None:
        raise AssertionError("A kept question was asked again.")

    monkeypatch.setattr("retrieval.assistant.Assistant.ask", refuse)
    page = open_at(only_id(storage))
    articles = [b.body for b in page.html if b.body.startswith("<article")]
    assert [a for a in articles if 'id="turn0"' in a] == [b.body for b in asked.html if 'id="turn0"' in b.body and "<article" in b.body]
    assert len(articles) == 2 and "Read with your earlier questions as: " in articles[1]
    assert page.code[0].value == asked.code[0].value


def test_a_reopened_conversation_goes_on_and_a_new_one_is_another(open_page: Open, storage: Storage) -> None:
    ask(open_page(), QUESTION)
    page = ask(open_at(only_id(storage)), "And in Borland?")
    assert len(storage.conversations.open(only_id(storage), "local").turns) == 2
    button(page, "New conversation")
    assert "conversation" not in page.query_params and "holds 3 reports" in shown(page)
    assert listed(page) == [QUESTION]
    ask(page, "What was recommended in Arden?")
    assert len(storage.conversations.list("local")) == 2
    button(page, QUESTION)
    assert shown(page).count("<article") == 2


def test_words_find_a_conversation(open_page: Open, storage: Storage) -> None:
    page = ask(open_page(), QUESTION)
    button(page, "New conversation")
    page.text_input(key="find_conversation").set_value("ARDEN 3,454").run()
    assert listed(page) == [QUESTION]
    page.text_input(key="find_conversation").set_value("Caerdydd").run()
    assert listed(page) == [] and "None holds these words." in shown(page)


def test_a_name_is_changed_and_an_empty_one_is_not_taken(open_page: Open, storage: Storage) -> None:
    page = ask(open_page(), QUESTION).run()
    box = f"name-{only_id(storage)}"
    page.text_input(key=box).set_value(f"  Caseloads {HOSTILE[:40]} ").run()
    assert storage.conversations.list("local")[0].name == f"Caseloads {HOSTILE[:40]}"
    assert '<p class="current" aria-current="true">Caseloads &lt;script&gt;' in shown(page)
    page.text_input(key=box).set_value("   ").run()
    assert page.text_input(key=box).value == storage.conversations.list("local")[0].name == f"Caseloads {HOSTILE[:40]}"


def test_deleting_asks_first_and_then_nothing_is_left(open_page: Open, storage: Storage) -> None:
    page = ask(open_page(), QUESTION).run()
    button(page, "Delete this conversation")
    assert "This cannot be undone." in shown(page)
    button(page, "Keep it")
    assert len(storage.conversations.list("local")) == 1
    button(page, "Delete this conversation")
    button(page, "Delete it")
    assert storage.conversations.list("local") == [] and "The conversation was deleted." in shown(page)
    assert "<article" not in shown(page) and "conversation" not in page.query_params


@pytest.mark.parametrize("address", ["no-such", "../../etc", HOSTILE])
def test_an_address_of_nothing_says_so_and_the_page_still_answers(open_page: Open, storage: Storage, address: str) -> None:
    open_page()
    page = open_at(address)
    assert MISSING in shown(page) and "holds 3 reports" in shown(page)
    page = ask(page, QUESTION)
    assert "3,454" in shown(page) and MISSING not in shown(page.run()) and only_id(storage)


def test_what_another_person_asked_is_not_shown(open_page: Open, storage: Storage) -> None:
    begun = storage.conversations.begin("ann", "secret", "lib")
    open_page()
    page = open_at(begun.id)
    assert MISSING in shown(page) and "secret" not in shown(page)


def test_what_a_person_says_of_an_answer_is_kept_changed_and_withdrawn(open_page: Open, storage: Storage) -> None:
    page = ask(open_page(), QUESTION)
    (turn,) = storage.conversations.open(only_id(storage), "local").turns
    assert not [box for box in page.text_input if box.label.startswith("Note")]
    page.pills(key=f"verdict-{turn.id}").select("wrong source").run()
    assert "Kept. Thank you." in shown(page)
    page.text_input(key=f"note-{turn.id}").set_value("See page 4").run()
    assert "Kept with your note. Thank you." in shown(page)
    (remark,) = storage.opinions.list()
    assert (remark.feedback.verdict, remark.feedback.note, remark.turn.id) == ("wrong source", "See page 4", turn.id)
    again = open_at(only_id(storage))
    assert again.pills(key=f"verdict-{turn.id}").value == "wrong source" and again.text_input(key=f"note-{turn.id}").value == "See page 4"
    again.pills(key=f"verdict-{turn.id}").unselect("wrong source").run()
    assert storage.opinions.list() == []


@pytest.mark.parametrize(
    ("question", "words", "copied"),
    [
        (QUESTION, ["Right", "Partly right", "Wrong", "Wrong source"], "Copy this answer with its sources"),
        ("What colour are the buses of Zembla?", ["Right", "Partly right", "Wrong"], "Copy this answer"),
    ],
)
def test_only_of_an_answer_with_sources_are_they_spoken_of(
    open_page: Open, storage: Storage, question: str, words: list[str], copied: str
) -> None:
    page = ask(open_page(), question)
    (turn,) = storage.conversations.open(only_id(storage), "local").turns
    assert page.pills(key=f"verdict-{turn.id}").options == words
    assert copied in [each.label for each in page.expander]


def test_a_source_that_changed_since_is_never_shown_as_verified(tmp_path: Path, storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    library = build_library(tmp_path, ["arden.md", "borland.md"])
    monkeypatch.setenv("PROBATION_QA_ASKED", str(library.folder))
    ask(AppTest.from_file(str(HERE / "tiny_page.py"), default_timeout=30).run(), QUESTION)
    monkeypatch.setattr(
        "tiny.TEXTS", {"arden.md": "# Inspection of Arden\n\n## CRC effectiveness\n\nThe CRC supervised 4,000 people in Arden.\n"}
    )
    build_library(tmp_path, ["arden.md"])
    page = open_at(only_id(storage))
    assert "Answered when it was asked; a source could not be verified again" in shown(page)
    assert "✓" not in shown(page) and "<mark" not in shown(page) and 'class="cite lost"' in shown(page)
    assert "The report was changed since, and these words do not stand there any more." in shown(page)
    assert (
        "Sources that could not be verified again\n[1] Inspection of Arden." in page.code[0].value and "Answered." not in page.code[0].value
    )


def test_a_conversation_of_another_library_says_so(tmp_path: Path, open_page: Open, storage: Storage, library: Library) -> None:
    begun = storage.conversations.begin("local", "elsewhere", str(tmp_path))
    open_page()
    assert ELSEWHERE in shown(open_at(begun.id))


def test_where_nothing_can_be_kept_the_page_answers_and_says_why(open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "kept.db").write_bytes(b"no database" * 1000)
    monkeypatch.setenv(DATABASE_VARIABLE, f"sqlite:///{tmp_path / 'kept.db'}")
    page = ask(ask(open_page(), QUESTION), "And in Borland?")
    assert shown(page).count("<article") == 2 and not page.pills and "conversation" not in page.query_params
    assert "Nothing is being kept. The database " in shown(page) and "is damaged, or no database." in shown(page)


def test_a_name_is_the_first_question_cut_between_words() -> None:
    assert name_of("  How\nmany?  ") == "How many?"
    assert name_of("word, " * 40) == "word, " * 10 + "word…" and len(name_of("word, " * 40)) <= LONGEST_NAME + 1
    assert name_of("x" * 200) == "x" * LONGEST_NAME + "…"


def test_a_keeper_without_a_database_gives_nothing_and_never_raises() -> None:
    keeper = Keeper(address="nosuch://host/name")
    assert (keeper.open("c"), keeper.list("", 5), keeper.opinion("t")) == (None, [], None)
    assert not keeper.rename("c", "n") and not keeper.delete("c") and not keeper.say("t", "right", "") and not keeper.say("t", None, "")
    assert "is not the address of a database" in keeper.fault


def test_a_conversation_that_has_just_begun_is_listed_and_can_be_managed_at_once(open_page: Open, storage: Storage) -> None:
    page = ask(open_page(), QUESTION)
    assert f'<p class="current" aria-current="true">{QUESTION}</p>' in shown(page) and "None yet." not in shown(page)
    assert page.text_input(key=f"name-{only_id(storage)}").value == QUESTION


def test_what_is_exported_rests_only_on_sources_that_hold(open_page: Open, storage: Storage, assistant: Assistant) -> None:
    ask(open_page(), QUESTION)
    kept = storage.conversations.open(only_id(storage), "local")
    assert kept
    (turn,) = turns_of(kept, assistant.searcher.shelf)
    assert b"3,454 people in Arden" in to_bytes([Kept(turn.answer).holding], ".md")
    lost = Lost(1, "arden", "Inspection of Arden", "The CRC supervised 3,454 people in Arden.", CHANGED)
    exported = to_bytes([Kept(turn.answer, (lost,)).holding], ".md")
    assert b"3,454 people" not in exported and b"1 statement that failed the checks was left out." in exported
    assert to_bytes([Kept(turn.answer, (lost,)).holding], ".docx").startswith(b"PK")


def test_for_nobody_in_particular_nothing_is_kept(storage: Storage, assistant: Assistant) -> None:
    keeper = Keeper(None)
    assert keeper.keep("", QUESTION, assistant.converse([QUESTION])[0], "lib") == ("", "") and not keeper.fault
    assert storage.conversations.list("") == storage.conversations.list("local") == []


def test_a_database_that_does_not_answer_is_asked_once_in_a_run_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each asking takes as long as one waits for it, and a page asks several times."""
    asked: list[str] = []

    def fail(address: str) -> Storage:
        asked.append(address)
        raise Unreachable("The database cannot be reached.")

    monkeypatch.setattr("app.visit.keeping.open_storage", fail)
    keeper = Keeper(address="postgresql://host/name")
    assert (keeper.list("", 5), keeper.open("a"), keeper.opinion("b")) == ([], None, None)
    assert len(asked) == 1 and keeper.fault == "The database cannot be reached."
