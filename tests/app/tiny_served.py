"""The page over a tiny library as a browser is served it. By its cookies a browser asks for another library, model or database."""

from functools import partial
from pathlib import Path

import streamlit as st
from tiny import Patient

import app.page
import app.visit.desk
import app.visit.keeping
from app.service.serving import asked_folder
from app.storage.database import chosen_address
from retrieval.model.settings import ModelSettings, read_settings


def chosen_folder() -> Path | None:
    named = st.context.cookies.get("library")
    return Path(named) if named else asked_folder()


def chosen_model() -> ModelSettings | None:
    address = st.context.cookies.get("model")
    return ModelSettings("openai", "scripted", address, "key", seconds=20.0, tries=1) if address else read_settings()


def chosen_database() -> str:
    return st.context.cookies.get("database") or chosen_address()


app.page.asked_folder = app.visit.desk.asked_folder = chosen_folder
app.visit.desk.read_settings = chosen_model
app.visit.keeping.chosen_address = chosen_database
app.page.run(partial(app.visit.desk.open_desk, Patient(chosen_folder())))
