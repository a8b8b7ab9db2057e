"""From a question to a checked, cited answer; each folder imports only from those above it.

- `evidence`, `answer`, `calls`: the records that all of them hand on
- `question/`: what is asked, read against the library's words and the turns before
- `checks/`: what must hold of every word that is shown
- `search/`: which passages are put forward, and in what order
- `words/`: which words of them answer, and as much of them as is needed
- `lookup/`: what is asked of a report as a whole, looked up instead of searched
- `answering/`: whether the evidence carries an answer, and how it is laid out with no model
- `model/`: the language model, where one is set up, under the same checks
- `briefing/`: a topic gathered from many reports

The stories: `assistant` (one answer), `comparison` (one question, side by side), `briefing/brief`, `suggestion` (what to
ask next); `kept` reads back what was told before.
"""
