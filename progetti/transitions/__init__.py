"""How calls, proposals and scores change state: each table, made of its parts, is put here."""

from conciliazione.transizioni import register
from progetti.models import Avviso, PartecipazioneProposta, Proposta, Valutazione
from progetti.transitions.avvisi import AVVISO
from progetti.transitions.graduatoria import ESITO, GRADUATORIA
from progetti.transitions.partecipazioni import PARTECIPAZIONE
from progetti.transitions.proposte import PROPOSTA
from progetti.transitions.schede import SCHEDE
from progetti.transitions.valutazioni import VALUTAZIONE

register(Avviso, {**AVVISO, **SCHEDE, **GRADUATORIA})
register(Proposta, {**PROPOSTA, **ESITO})
register(Valutazione, VALUTAZIONE)
register(PartecipazioneProposta, PARTECIPAZIONE)
