"""The act that a step documents."""

from conciliazione.guardie import said_in_words
from conciliazione.models import Passaggio
from rete.models import Atto


def write_act(passaggio: Passaggio) -> Atto:
    """The act of a step, written now if it was typed; whoever follows finds it among the other
    data.

    Raises:
        ValidationError: what was typed breaks a rule of the acts.
    """
    with said_in_words(Atto):
        passaggio.altri["atto"] = passaggio.altri["record_act"]()
    return passaggio.altri["atto"]
