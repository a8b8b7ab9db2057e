"""The language model, where one is set up: what it is told, how long it may take, what it wrote and how that is read."""
