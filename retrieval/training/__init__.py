"""How the embedder's upper layers were trained: the questions, the script, and the card of what came out."""
