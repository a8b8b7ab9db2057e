"""Our search as others use it in their chains."""

import asyncio

import pytest
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnableLambda, RunnablePassthrough

from retrieval.evidence import Filters, Question
from retrieval.search.retriever import ReportRetriever

QUESTION = "How many cases did each CRC officer hold?"


@pytest.fixture
def retriever(assistant):
    return ReportRetriever(searcher=assistant.searcher, k=4)


def test_documents_are_those_of_search_in_their_order(retriever, assistant):
    found = assistant.searcher.search(Question(QUESTION), 4)
    assert [d.id for d in retriever.invoke(QUESTION)] == [e.passage.passage_id for e in found]
    assert [d.metadata["rank"] for d in retriever.invoke(QUESTION, k=2)] == [1, 2]


def test_each_document_says_where_its_words_stand(retriever, assistant):
    for document in retriever.invoke(QUESTION):
        place = document.metadata
        report = assistant.searcher.shelf.reports[place["report_id"]]
        assert report.text[place["start"] : place["end"]] == document.page_content
        assert place["title"] == report.facts.title and place["path"] == report.path


def test_filters_are_kept(assistant):
    only = ReportRetriever(searcher=assistant.searcher, filters=Filters(report_ids=frozenset({"southvale-2019"})))
    assert {d.metadata["report_id"] for d in only.invoke(QUESTION)} == {"southvale-2019"}


def test_it_stands_in_a_chain_and_answers_many_at_once(retriever):
    prompt = ChatPromptTemplate.from_template("{context}\n{question}")
    context = retriever | RunnableLambda(lambda documents: documents[0].page_content)
    chain = {"context": context, "question": RunnablePassthrough()} | prompt | RunnableLambda(lambda p: p.to_string()) | StrOutputParser()
    assert "62 cases" in chain.invoke(QUESTION)
    both = asyncio.run(retriever.abatch([QUESTION, "Who ran a painting workshop?"]))
    assert len(both) == 2 and both[0] == retriever.invoke(QUESTION)
