"""The page over a tiny library: what Streamlit runs in the tests."""

from functools import partial

from tiny import BagOfWords

from app.desk import open_desk
from app.page import run

run(partial(open_desk, BagOfWords()))
