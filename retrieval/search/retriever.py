"""Retriever: our search as a LangChain retriever, for chains that others build."""

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from retrieval.evidence import Evidence, Filters, Question
from retrieval.search.searcher import Searcher


class ReportRetriever(BaseRetriever):  # type: ignore[misc]  # LangChain is typed too loosely to be followed
    """The best passages for a question; where each stands is in its metadata, so that what a chain quotes can be checked."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    searcher: Searcher
    k: int = 10
    filters: Filters = Filters()

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun, **kwargs: Any) -> list[Document]:
        count = kwargs.get("k", self.k)
        return [_document(e, rank) for rank, e in enumerate(self.searcher.search(Question(query, self.filters), count), 1)]


def _document(evidence: Evidence, rank: int) -> Document:
    passage, facts = evidence.passage, evidence.report.facts
    return Document(
        id=passage.passage_id,
        page_content=passage.text,
        metadata={
            "rank": rank,
            "score": evidence.score,
            "report_id": passage.report_id,
            "title": facts.title,
            "path": evidence.report.path,
            "headings": list(passage.headings),
            "page": evidence.report.page_at(passage.start),
            "start": passage.start,
            "end": passage.end,
            "published_on": facts.published_on,
            "url": facts.address,
        },
    )
