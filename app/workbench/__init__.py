"""Workbench: what evaluators handle, on the command line and on the page."""
