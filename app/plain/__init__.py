"""Plain: what is shown as text alone, on a terminal or to be pasted."""
