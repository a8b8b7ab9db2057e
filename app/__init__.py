"""Two windows on an answer: the command line and the web page; each folder imports only from those above it.

- `phrases`, `opening`, `telemetry`: words of the page, a library made ready, and nothing reported to anybody
- `plain/`: what is shown as text alone
- `markup/`: what the page shows as HTML
- `storage/`: what is kept of conversations, briefings and opinions
- `export/`: answers and briefings as files
- `service/`: a library offered to programs and people
- `workbench/`: what evaluators handle
- `commands/`: what is typed, handed to one story
- `visit/`: what a person on the page sees, keeps and does
- `views/`: the pages

`command` is where the command line begins, `front` and `page` where the page does.
"""
