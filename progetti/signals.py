"""What the projects tell the rooms above."""

from django.dispatch import Signal

# Sent inside the transaction with `progetto`, just made, and the `proposta` from which it comes,
# with what it was granted. Receivers write rows only; an exception of theirs undoes the grant.
project_funded = Signal()

# Sent inside the transaction with the `progetto` of a `proposta` that gives up what it was granted,
# and the `atto` that takes note of it, or None. Receivers write rows only.
project_given_up = Signal()

# Sent inside the transaction with a `consegna` just closed, its values frozen. Receivers write rows
# only; an exception of theirs leaves it open.
delivery_closed = Signal()
