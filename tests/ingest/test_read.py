import pytest

from corpus.errors import AssistantError
from ingest.read import find_files, read_file
from ingest.reading import UnreadableReport, Writing


def test_files_of_a_folder_come_by_name_and_without_what_cannot_be_read(tmp_path):
    for name in ("b.txt", "a.MD", "sub/c.txt", ".hidden.txt", "photo.jpg", "manifest.jsonl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("words", encoding="utf-8")
    assert [path.relative_to(tmp_path).as_posix() for path in find_files(tmp_path)] == ["a.MD", "b.txt", "sub/c.txt"]
    assert list(find_files(tmp_path / "photo.jpg")) == [tmp_path / "photo.jpg"]


def test_a_path_that_is_not_there_is_told_in_a_sentence(tmp_path):
    with pytest.raises(AssistantError, match=r"There is no file or folder .*gone\.txt\. Check the name"):
        list(find_files(tmp_path / "gone.txt"))


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.jpg", b"\xff\xd8\xff", r"is a \.jpg file; give one of \.txt"),
        ("a", b"words", "is a nameless file; give one of"),
        ("a.txt", b"", "is empty; give a file"),
        ("a.md", b" \n\t ", "is empty; give a file"),
        ("a.txt", b"\x00\x01\x02\x03" * 50, "is not text but some other kind of file; save it"),
        ("a.md", b"\x00\x01\x02\x03" * 50, "is not text but some other kind of file; save it"),
        ("a.txt", b"w" * 50_000_001, "is larger than 50 MB; give the report"),
    ],
    ids=["picture", "no ending", "empty", "blank", "binary text", "binary markdown", "huge"],
)
def test_each_bad_file_is_refused_in_one_sentence(tmp_path, name, data, why):
    with pytest.raises(UnreadableReport, match=f"^{why}"):
        read_file(tmp_path / name, data)


def test_the_ending_of_a_name_is_read_in_any_case(tmp_path):
    assert read_file(tmp_path / "A.TXT", b"Words of a report.").text == "Words of a report."
    assert read_file(tmp_path / "A.Md", b"# Words").text == "Words"


def test_writing_keeps_rows_together_and_other_blocks_apart():
    writing = Writing()
    for kind, text in [
        ("heading", "H"),
        ("row", "a\tb"),
        ("row", "\tc"),
        ("paragraph", "\n"),
        ("item", "x"),
        ("item", "y"),
        ("paragraph", "p"),
    ]:
        writing.add(kind, text, level=2 if kind == "heading" else 0)
    reading = writing.reading()
    assert reading.text == "H\n\na\tb\n\tc\n\nx\ny\n\np"
    assert [reading.text[b.start : b.end] for b in reading.blocks] == ["H", "a\tb", "\tc", "x", "y", "p"]
