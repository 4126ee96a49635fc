"""The programs behind the Makefile; standard library only: they run before the virtualenv."""
