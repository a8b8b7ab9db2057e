"""Judges: scripts for Pythons of their own, where RAGAS or DeepEval are installed."""
