"""The plain pipeline that most people build first: LangChain's splitter, HuggingFaceEmbeddings and Chroma, as its tutorials say.

python -m evals.bench.plain ingest FOLDER STORE       python -m evals.bench.plain ask QUESTION STORE
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

TOGETHER = 5000  # langchain_chroma hands over all at once, and Chroma refuses more than 5461


class Plain:
    """One store of pieces of 1,000 characters with 200 of overlap; the ten nearest are looked for."""

    def __init__(self, store: Path, embeddings: Any = None):
        from langchain_chroma import Chroma

        self.embeddings = embeddings or real_embeddings()
        self.store = Chroma(persist_directory=str(store), embedding_function=self.embeddings)

    def ingest(self, folder: Path) -> int:
        """Split, embed and add every file; how many pieces."""
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
        texts = [path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())]
        pieces = splitter.create_documents(texts)
        for at in range(0, len(pieces), TOGETHER):
            self.store.add_documents(pieces[at : at + TOGETHER])
        return len(pieces)

    def search(self, question: str) -> list[Any]:
        """The ten nearest pieces."""
        return list(self.store.similarity_search(question, k=10))

    def ask(self, question: str) -> str:
        """The two sentences of the nearest piece that are nearest to the question."""
        import numpy as np

        from ingest.sentences import split_sentences

        words = self.search(question)[0].page_content
        sentences = [words[a:b] for a, b in split_sentences(words)]
        vectors = np.array(self.embeddings.embed_documents([question, *sentences]))
        best = sorted(np.argsort(-(vectors[1:] @ vectors[0]))[:2])
        return " ".join(sentences[n] for n in best)


def real_embeddings() -> Any:
    """The model by its bundled folder, so that nothing is downloaded."""
    from langchain_huggingface import HuggingFaceEmbeddings

    from ingest.exported import bundled_folder

    return HuggingFaceEmbeddings(model_name=str(bundled_folder()))


def main(words: Sequence[str]) -> None:
    """One command of it, as a program of its own."""
    if words[0] == "ingest":
        print(Plain(Path(words[2])).ingest(Path(words[1])))
    else:
        print(Plain(Path(words[2])).ask(words[1]))


if __name__ == "__main__":
    main(sys.argv[1:])
