"""Uploads under names that are safe."""

from pathlib import Path

import pytest

from app.visit.upload import Upload, put_down, safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Annual Report 2019.PDF", "annual-report-2019.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("<img src=x onerror=1>.md", "img-src-x-onerror-1.md"),
        (".md", "report.md"),
        ("", "report"),
        ("a" * 300 + ".txt", "a" * 80 + ".txt"),
        ("x.\x00\ud800", "x.report"),
    ],
)
def test_a_name_keeps_its_last_part_and_its_ending(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_files_of_one_name_stand_beside_each_other(tmp_path: Path) -> None:
    paths = put_down([Upload("a/One.md", b"1"), Upload("b/one.MD", b"2"), Upload("ONE.md", b"3")], tmp_path)
    assert [path.name for path in paths] == ["one.md", "one-2.md", "one-3.md"]
    assert [path.read_bytes() for path in paths] == [b"1", b"2", b"3"] and {path.parent for path in paths} == {tmp_path}
