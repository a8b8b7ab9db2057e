"""Which words of the evidence answer: a sentence, a row, an item, a list."""
