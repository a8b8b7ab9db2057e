"""Visit: what a person on the page sees, keeps and does beyond the words of an answer."""
