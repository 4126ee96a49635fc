"""What the hall tells the rooms."""

from django.dispatch import Signal

# Sent inside the transaction with `obj` and `passaggio`, by the model of `obj`. Receivers write
# rows only; an exception of theirs undoes the transition.
state_changed = Signal()
