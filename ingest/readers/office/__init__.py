"""What a Word document needs to become pieces: its styles, its numbering, the words of its paragraphs."""
