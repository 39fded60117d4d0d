"""`python -m engine.cli`, as the supervisor starts its children."""

from engine.cli import main

main()
