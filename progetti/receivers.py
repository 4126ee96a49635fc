"""What follows, in this room, from rows that others write: rows only, in the same transaction."""

from progetti.transitions.valutazioni import void_unfit


def forget_the_unfit(sender: object, **altro: object) -> None:
    """A partner, a tie, a personal conflict or the end of a mandato was written: the sheets of who
    may no longer score are voided at once."""
    void_unfit()
