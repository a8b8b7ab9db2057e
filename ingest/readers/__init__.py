"""One file per format; each turns bytes into a Reading or says in one sentence why it cannot."""
