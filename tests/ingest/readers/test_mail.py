"""Newsletters and messages must come back without what mailing programs put around them."""

from dataclasses import replace

import pytest
from invented import invent
from mail_press import ADDED, newsletter
from measured import measure

from ingest.readers.mail import read_eml


@pytest.mark.parametrize("html", [True, False], ids=["html", "plain"])
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_a_newsletter_comes_back_without_its_additions(seed, html):
    story = replace(invent(seed), title="Häfen & Fähren: a review")
    reading = read_eml(newsletter(story, html))
    measured = measure(story, reading, ADDED)
    assert measured.headings >= 0.95
    assert measured.cells >= 0.98
    assert measured.boilerplate <= 0.01
    assert measured.lost <= 0.005
    assert measured.whole == measured.notes == 1
    assert reading.facts == {"title": story.title, "published_on": "2031-05-14", "publisher": "Harbours Board"}


@pytest.mark.parametrize(
    ("headers", "body", "text"),
    [
        ("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64", "RsOkaHJlbiBmdWhyZW4u", "Fähren fuhren."),
        ("Content-Type: text/plain; charset=x-unknown", "The ferry left.", "The ferry left."),
        ("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit", "Caf\udce9 open.", "Café open."),
        ("Content-Type: text/html", "<p>The ferry left.</p><p>Unsubscribe here</p>", "The ferry left."),
    ],
    ids=["base64", "unknown character set", "wrong character set", "no subject"],
)
def test_a_body_is_decoded_as_it_was_meant(headers, body, text):
    data = f"From: a@b.example\nMIME-Version: 1.0\n{headers}\n\n{body}\n".encode("utf-8", errors="surrogateescape")
    assert read_eml(data).text.strip() == text


def test_a_message_without_name_and_date_states_neither():
    assert read_eml(b"From: clerk@harbours.example\nDate: some day\nSubject: Ropes\n\nThe ropes are dear.\n").facts == {
        "title": "Ropes",
        "publisher": "clerk@harbours.example",
    }


def test_a_forwarded_message_ends_where_the_signature_begins():
    data = b"Subject: Ropes\nFrom: a@b.example\n\nThe ropes are dear this year.\nThey were cheap.\nNobody knows why.\n--\nThe clerk\n1 The Quay\n"
    assert "clerk" not in read_eml(data).text


FORWARDED = b"""From: Bob <bob@quay.example>
Date: Wed, 14 May 2031 08:00:00 +0000
Subject: FW: RE: Ropes

Worth a read.

Bob

From: Perdita Quay <p@quay.example>
Sent: 13 May 2031 17:02
To: Bob
Subject: Ropes

> The ropes are dear this year, and nobody in the harbour
> knows why they are.

We have asked.

Perdita
This email and any attachments are confidential and meant for nobody else.
"""


def test_a_forwarded_message_is_read_as_the_one_who_wrote_it_sent_it():
    reading = read_eml(FORWARDED)
    assert reading.facts == {"title": "Ropes", "published_on": "2031-05-13", "publisher": "Perdita Quay"}
    said = [(b.kind, reading.text[b.start : b.end]) for b in reading.blocks]
    assert said == [
        ("heading", "Ropes"),
        ("paragraph", "The ropes are dear this year, and nobody in the harbour\nknows why they are."),
        ("paragraph", "We have asked."),
        ("paragraph", "Perdita"),
    ]


def test_an_answer_that_is_longer_than_what_it_answers_is_kept():
    long = FORWARDED.replace(b"Worth a read.", b"I think that this is worth more than a glance before Monday. " * 3)
    assert "worth more than a glance" in read_eml(long).text
    assert read_eml(long).facts["publisher"] == "Bob"


FIELDS = ("<b>From:</b> Perdita Quay &lt;p@quay.example&gt;", "<b>Sent:</b> 13 May 2031 17:02", "<b>To:</b> Bob", "<b>Subject:</b> Ropes")
HEADERS = {
    "Outlook": f"<div><p>{'<br>'.join(FIELDS)}</p></div>",
    "Gmail": f"<div>---------- Forwarded message ---------<br>{'<br>'.join(FIELDS).replace('Sent', 'Date')}<br></div>",
    "Apple Mail": "<div>Begin forwarded message:</div><br>" + "".join(f"<div>{field}<br></div>" for field in FIELDS),
    "Thunderbird": "-------- Forwarded Message --------<table>"
    + "".join("<tr><th>" + f[3:].replace(":</b> ", ": </th><td>") + "</td></tr>" for f in reversed(FIELDS))
    + "</table>",
}


def as_page(markup: str) -> bytes:
    return FORWARDED[: FORWARDED.index(b"\n\n")] + b"\nContent-Type: text/html; charset=utf-8\n\n" + markup.encode()


@pytest.mark.parametrize("program", HEADERS)
def test_a_message_forwarded_as_a_web_page_is_read_as_the_one_who_wrote_it_sent_it(program):
    inner = "<p>The ropes are dear this year, and nobody knows why.</p><ul><li>We have asked.</li></ul>"
    reading = read_eml(as_page(f"<div>Worth a read.</div>{HEADERS[program]}<br>{inner}"))
    assert reading.facts == {"title": "Ropes", "published_on": "2031-05-13", "publisher": "Perdita Quay"}
    said = [(b.kind, reading.text[b.start : b.end]) for b in reading.blocks]
    assert said == [
        ("heading", "Ropes"),
        ("paragraph", "The ropes are dear this year, and nobody knows why."),
        ("item", "• We have asked."),
    ]


def test_an_answer_as_a_web_page_that_is_longer_than_what_it_answers_is_kept():
    long = "I think that this is worth more than a glance before Monday. " * 3
    reading = read_eml(as_page(f"<p>{long}</p>{HEADERS['Outlook']}<p>The ropes are dear this year.</p>"))
    assert "worth more than a glance" in reading.text
    assert reading.facts["publisher"] == "Bob"


def test_the_line_that_says_who_wrote_what_is_answered_is_left_out():
    page = "<p>I agree.</p><div>On Tue, 13 May 2031 at 17:02, Perdita Quay wrote:</div><blockquote>The ropes are dear.</blockquote>"
    assert read_eml(as_page(page)).text == "Ropes\n\nI agree.\n\nThe ropes are dear."
