"""The page over a tiny library: what Streamlit runs in the tests."""

from functools import partial

from tiny import BagOfWords

from app.page import run
from app.visit.desk import open_desk

run(partial(open_desk, BagOfWords()))
