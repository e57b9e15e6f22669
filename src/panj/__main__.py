"""`python -m panj`."""

from panj.cli import main

main()
