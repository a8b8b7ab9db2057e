"""python -m app: the same as the console command."""

from app.command import main

main()
