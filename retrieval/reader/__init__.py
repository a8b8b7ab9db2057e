"""The trained reader: its weights, the data and script that made them, and its card."""
