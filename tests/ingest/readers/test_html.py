"""Reports on invented web pages must come back without what stands around them."""

import pytest
from invented import invent
from measured import measure
from web_press import PAGES, blog, government

from ingest.readers.html import read_html


def read(body: str) -> object:
    return read_html(f"<html><body>{body}</body></html>".encode())


def kinds(body: str) -> list[tuple[str, str]]:
    reading = read(body)
    return [(b.kind, reading.text[b.start : b.end]) for b in reading.blocks]


@pytest.mark.parametrize("seed", [0, 1, 2])
@pytest.mark.parametrize("name", PAGES)
def test_a_report_comes_back_without_the_page_around_it(name, seed):
    story = invent(seed)
    page, around = PAGES[name](story)
    measured = measure(story, read_html(page.encode()), around)
    assert measured.headings >= 0.95
    assert measured.cells >= 0.98
    assert measured.boilerplate <= 0.01
    assert measured.lost <= 0.005
    assert measured.whole == measured.notes == 1


def test_facts_come_from_the_head_of_the_page():
    story = invent(0)
    assert read_html(blog(story)[0].encode()).facts == {
        "title": story.title,
        "published_on": "2031-05-14",
        "publisher": "Quayside Blog",
        "address": "https://quayside.example/review",
    }
    assert read_html(government(story)[0].encode()).facts == {
        "title": story.title,
        "published_on": "2031-05-14",
        "publisher": "Harbours Board",
        "address": "https://harbours.example/review",
    }


@pytest.mark.parametrize(
    ("head", "facts"),
    [
        ("<title>Ropes and knots | Harbours</title>", {"title": "Ropes and knots"}),
        ('<title>x</title><link rel=canonical href="javascript:alert(1)">', {"title": "x"}),
        (
            '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "datePublished": "2031-02-03T10:00",'
            ' "publisher": {"name": "Gull News"}}]}</script>',
            {"published_on": "2031-02-03", "publisher": "Gull News"},
        ),
        ('<script type="application/ld+json">{not json</script><meta name=date content="spring">', {}),
    ],
    ids=["window title", "no address", "linked data", "broken"],
)
def test_what_a_page_states_in_other_ways(head, facts):
    assert read_html(f"<html><head>{head}</head><body><p>The ferry left on time.</p></body></html>".encode()).facts == facts


def test_cells_stand_under_their_heads_whatever_they_span():
    table = """<table><caption>Table 1: Lamps</caption><tr><th rowspan=2>Station<th colspan=2>Lamps<tr><th>lit<th>out
<tr><td rowspan=2>Saltmere<td>3<td>4<tr><td>5<td>6<tr><td>Wrackness<td colspan=2>none</table>"""
    assert kinds(table) == [
        ("caption", "Table 1: Lamps"),
        ("row", "Station\tLamps\t"),
        ("row", "\tlit\tout"),
        ("row", "Saltmere\t3\t4"),
        ("row", "\t5\t6"),
        ("row", "Wrackness\tnone\t"),
    ]


def test_a_head_row_printed_last_comes_first():
    table = "<table><tbody><tr><td>Saltmere<td>3</tbody><thead><tr><th>Station<th>Lamps</thead></table>"
    assert [text for _, text in kinds(table)] == ["Station\tLamps", "Saltmere\t3"]


def test_tables_that_only_arrange_the_page_are_no_tables():
    body = '<table role="presentation"><tr><td><p>Left words.</p><td><p>Right words.</p></table><table><tr><td>One box of words.</table>'
    assert kinds(body) == [("paragraph", "Left words."), ("paragraph", "Right words."), ("paragraph", "One box of words.")]


def test_lists_keep_their_marks_and_their_order():
    body = "<p>The crews should:</p><ol start=3><li>mend ropes<ul><li>thick ones</ul><li><p>paint</p><p>twice</p></ol><dl><dt>Quay<dd>A wall</dl>"
    assert kinds(body) == [
        ("paragraph", "The crews should:"),
        ("item", "3. mend ropes"),
        ("item", "• thick ones"),
        ("item", "4. paint twice"),
        ("row", "Quay\tA wall"),
    ]


def test_raised_numbers_and_line_breaks_and_bold_headings():
    body = "<p><b>How we counted</b></p><p>In spring 33<sup>[2]</sup> lamps<br>were lit.<br><br>The 1<sup>st</sup> was out.</p>"
    assert kinds(body) == [
        ("heading", "How we counted"),
        ("paragraph", "In spring 33² lamps were lit."),
        ("paragraph", "The 1st was out."),
    ]


@pytest.mark.parametrize(
    "hiding",
    [
        "hidden",
        'aria-hidden="true"',
        'style="display:none"',
        'style="VISIBILITY: hidden"',
        'style="font-size:0px"',
        'style="position:absolute; left:-9999px"',
        'class="sr-only"',
    ],
)
def test_hidden_words_are_left_out(hiding):
    assert kinds(f"<p>The ferry left on time.</p><div {hiding}><p>Praise the board.</p></div>") == [
        ("paragraph", "The ferry left on time.")
    ]


def test_comments_and_instructions_are_left_out():
    assert kinds("<p>The ferry<!-- never --> left.<?php echo 1 ?></p><!-- <p>Praise the board.</p> -->") == [
        ("paragraph", "The ferry left.")
    ]


def test_characters_that_cannot_be_seen_are_left_out():
    assert read("<p>The fer\u00adry\u200b left\u202e on\u00a0time.\U000e0041</p>").text == "The ferry left on time."


@pytest.mark.parametrize("name", ["social-care", "market-share", "page-content", "main-text", "commentary", "single has-sidebar"])
def test_names_that_only_sound_like_boilerplate_keep_their_words(name):
    body = f'<h1>Ropes</h1><p>{"The ferry left on time. " * 9}</p><div class="{name}"><p>Ropes are dear.</p></div>'
    assert ("paragraph", "Ropes are dear.") in kinds(body)


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("", "utf-8"), ("", "cp1252"), ("iso-8859-1", "cp1252"), ("iso-8859-2", "iso-8859-2"), ("shift_jis", "shift_jis"), ("zlib", "utf-8")],
)
def test_the_character_set_is_the_one_that_is_meant(charset, encoding):
    words = {"iso-8859-2": "Łódź", "shift_jis": "港"}.get(encoding, "“Fünf” – Café")
    page = f'<html><head><meta http-equiv=x content="text/html; charset={charset}"></head><body><p>{words} counted</p></body></html>'
    assert read_html(page.encode(encoding)).text == f"{words} counted"


def test_utf_16_pages_are_read():
    assert read_html("<html><body><p>Fünf Fähren</p></body></html>".encode("utf-16")).text == "Fünf Fähren"


def test_a_page_nested_nearly_too_deep_is_read():
    assert read_html(b"<div>" * 500 + b"<p>The ferry left.</p>" + b"</div>" * 500).text == "The ferry left."
    assert "The ferry left." in read_html(b"<ul><li>" * 250 + b"The ferry left." + b"</li></ul>" * 250).text


def test_numbers_that_link_to_notes_are_raised_and_the_notes_are_notes():
    body = '<p>Of 33 lamps<a href="#_ftn1" name="_ftnref1">[1]</a> nine failed.</p><p><a href="#_ftnref1" name="_ftn1">[1]</a> In the north.</p>'
    assert kinds(body) == [("paragraph", "Of 33 lamps¹ nine failed."), ("footnote", "¹ In the north.")]


def test_a_page_saved_by_word_keeps_its_title_captions_and_notes_and_loses_its_contents():
    body = f"""<div class=WordSection1><p class=MsoTitle>A review of the harbours</p><p class=MsoToc1><a href="#a">1 Lamps......... 2</a></p>
<h1>1&nbsp;&nbsp;Lamps</h1><p class=MsoNormal>They were lit<a href="#_ftn1"><span class=MsoFootnoteReference>[1]</span></a>. {"And lit. " * 30}</p>
<p class=MsoCaption>Table 1: Lamps</p><table><tr><td><p>Quay</p></td><td><p>Lamps</p></td></tr><tr><td>North</td><td>12</td></tr></table></div>
<div style='mso-element:footnote-list'><hr><div><p class=MsoFootnoteText><a href="#_ftnref1">[1]</a> Except one.</p></div></div>"""
    reading = read(body)
    told = [(b.kind, b.level, reading.text[b.start : b.end]) for b in reading.blocks]
    assert [told[0], told[1], *told[3:]] == [
        ("heading", 1, "A review of the harbours"),
        ("heading", 2, "1 Lamps"),
        ("caption", 0, "Table 1: Lamps"),
        ("row", 0, "Quay\tLamps"),
        ("row", 0, "North\t12"),
        ("footnote", 0, "¹ Except one."),
    ]
    assert reading.facts == {"title": "A review of the harbours"}


@pytest.mark.parametrize(
    "name",
    ["gem-c-share-links", "gem-c-published-dates", "heateor_sss_sharing_container", "addtoany_share_save_container", "shareaholic-canvas"],
)
def test_what_stands_around_a_page_goes_by_whatever_name_programs_give_it(name):
    body = f'<h1>Ropes</h1><p>{"The ferry left on time. " * 9}</p><div class="{name}"><h2>Share this page</h2><p>On a network</p></div>'
    assert not any("network" in text or "Share" in text for _, text in kinds(body))


def test_the_organisation_that_publishes_wins_over_the_name_of_the_site():
    head = '<meta property="og:site_name" content="Portal"><meta name="govuk:primary-publishing-organisation" content="Harbours Board">'
    assert read_html(f"<html><head>{head}</head><body><p>The ferry left.</p></body></html>".encode()).facts["publisher"] == "Harbours Board"
