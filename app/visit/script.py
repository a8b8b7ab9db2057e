"""Script: the few lines that run in the browser, to scroll to an anchor and to read words of ours out; no text of others is in them."""

import re

import streamlit as st

REGION = "told"  # stands from the first moment: words that come together with their region are not read out
LATER = 150  # milliseconds; the same words are heard again only if they were gone in between
TELL = """<script>(() => {
  let region = document.getElementById('%s');
  if (!region) {
    region = document.createElement('div');
    region.id = '%s';
    region.setAttribute('role', 'status');
    document.body.append(region);
  }
  region.textContent = '';
  setTimeout(() => { region.textContent = '%s'; }, %d);
})()</script>"""


def bring_up(anchor: str) -> None:
    """Scroll to where an anchor stands, as soon as this is drawn."""
    if not re.fullmatch(r"[a-z0-9-]+", anchor):
        raise ValueError(f"{anchor!r} is not an anchor of this page.")
    _run(f"<script>document.getElementById('{anchor}')?.scrollIntoView()</script>")


def announce(words: str = "") -> None:
    """Have words of ours read out once by a screen reader, wherever the reader is; no words make the page ready for it."""
    if not re.fullmatch(r"[\w ,.:;–-]*", words):
        raise ValueError(f"{words!r} cannot be announced.")
    _run(TELL % (REGION, REGION, words, LATER))


def _run(script: str) -> None:
    st.html(script, unsafe_allow_javascript=True)
