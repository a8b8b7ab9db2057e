"""Invented reports as e-mails: a newsletter in HTML with a plain twin, and a message of plain text."""

from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime

from invented import Story
from web_press import body_of

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
ADDED = (
    "View this email in your browser",
    "You are receiving this email because you asked for news of our harbours.",
    "Unsubscribe from this list",
    "Copyright © 2031 Quayside Media Limited. All rights reserved.",
    "Our mailing address is: 1 The Quay, Saltmere",
    "Update your preferences or forward to a friend",
)


def newsletter(story: Story, html: bool = True) -> bytes:
    """With an HTML body laid out by tables beside the plain one, or with the plain one alone."""
    letter = EmailMessage()
    letter["Subject"] = story.title
    letter["From"] = "Harbours Board <news@harbours.example>"
    letter["Date"] = format_datetime(datetime(2031, 5, 14, 8, tzinfo=UTC))
    letter["Message-ID"] = "<1@harbours.example>"
    letter.set_content("\r\n\r\n".join([ADDED[0], *_plain(story), "-- ", *ADDED[1:]]), cte="quoted-printable")
    if html:
        rows = f'<tr><td><a href="#">{ADDED[0]}</a></td></tr><tr><td><table role="presentation"><tr><td>{body_of(story)}</table></td></tr>'
        foot = "".join(f"<tr><td><p>{line}</p></td></tr>" for line in ADDED[1:])
        page = (
            f'<html><body><div style="display:none">Words for the list of mails</div><table width="600">{rows}{foot}</table></body></html>'
        )
        letter.add_alternative(page, subtype="html")
    letter.add_attachment(b"%PDF-1.4 not read", maintype="application", subtype="pdf", filename="../../report.pdf")
    return letter.as_bytes()


def _plain(story: Story) -> list[str]:
    lines: list[str] = []
    for part in story.parts:
        if part.kind == "table":
            lines.append("\r\n".join("\t".join(row) for row in part.rows))
        else:
            lines.append(f"• {part.text}" if part.kind == "item" else part.text)
        lines += [f"{str(number).translate(SUPERSCRIPTS)} {text}" for number, text in part.notes]
    return lines
