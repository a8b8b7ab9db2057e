"""What a web page needs to become pieces: its boilerplate taken away, its facts found, its tree walked."""
