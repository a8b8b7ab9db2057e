import pytest
from seen import Seen
from tiny import HOSTILE

from app.markup.markup import NOTHING_SHOWN, as_label, escaped, is_web_address, joined, link, tag

PAYLOADS = [
    HOSTILE,
    "<b>x</b>",
    "&lt;i&gt;",
    "</p><script>1</script>",
    '"><img src=x>',
    "' onclick='x",
    "a\u202eb<\u0000i>",
    "<!--",
    "]]>",
    "&#60;i>",
]


@pytest.mark.parametrize("text", PAYLOADS)
def test_a_text_is_shown_and_makes_no_element(text: str) -> None:
    seen = Seen(tag("p", text))
    assert [name for name, _ in seen.tags] == ["p"]
    assert seen.text == text.replace("\u202e", "").replace("\u0000", "")


@pytest.mark.parametrize("text", PAYLOADS)
def test_an_attribute_stays_one_attribute(text: str) -> None:
    assert Seen(tag("p", id=text)).tags[0][1].keys() == {"id"}


def test_markup_is_not_escaped_twice() -> None:
    assert tag("p", tag("b", "R&D"), " <", class_="x") == '<p class="x"><b>R&amp;D</b> &lt;</p>'
    assert joined(tag("b", "1"), "<", by=" & ") == "<b>1</b> &amp; &lt;"
    assert escaped(NOTHING_SHOWN) == ""


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//reports.example", "https://", "http://[", "", None]
)
def test_only_web_addresses_become_links(address: str | None) -> None:
    assert link(address, "words") == "words"


def test_a_web_address_opens_in_a_tab_of_its_own() -> None:
    assert is_web_address("https://reports.example/a?b=1&c=2")
    assert link("https://reports.example/?a=1&b=2", "there") == '<a href="https://reports.example/?a=1&amp;b=2" target="_blank">there</a>'


def test_a_label_keeps_its_words_and_loses_its_marks() -> None:
    label = as_label("**Bold** [go](http://x.example) :smile: a@b.example\nwww.x.example")
    assert label.replace("\\", "").replace("\u2060", "") == "**Bold** [go](http://x.example) :smile: a@b.example www.x.example"
    assert "\\*\\*Bold\\*\\*" in label and "\\[go\\]" in label
    assert "://" not in label and "www." not in label and "b@" not in label
