"""Exports that people can use as they stand: Word, PowerPoint, Markdown and JSON."""
