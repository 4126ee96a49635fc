"""What the people and their rights tell the rooms above."""

from django.dispatch import Signal

# Sent inside the transaction with `mandato`, as soon as its end is written. Receivers write rows
# only; an exception of theirs undoes the end.
mandate_ended = Signal()
