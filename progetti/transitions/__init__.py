"""How calls, proposals, scores and results change state: each table, made of its parts, is put
here."""

from conciliazione.transizioni import register
from progetti.models import (
    Avviso,
    Consegna,
    Criticita,
    PartecipazioneProposta,
    Proposta,
    Prova,
    RichiestaModifica,
    RichiestaPartner,
    Rilevazione,
    Valutazione,
)
from progetti.transitions.avvisi import AVVISO
from progetti.transitions.consegne import CONSEGNA
from progetti.transitions.criticita import CRITICITA
from progetti.transitions.graduatoria import ESITO, GRADUATORIA
from progetti.transitions.modifiche import MODIFICA
from progetti.transitions.partecipazioni import PARTECIPAZIONE
from progetti.transitions.proposte import PROPOSTA
from progetti.transitions.prove import PROVA
from progetti.transitions.richieste import RICHIESTA_PARTNER
from progetti.transitions.rilevazioni import RILEVAZIONE
from progetti.transitions.schede import SCHEDE
from progetti.transitions.valutazioni import VALUTAZIONE

register(Avviso, {**AVVISO, **SCHEDE, **GRADUATORIA})
register(Proposta, {**PROPOSTA, **ESITO})
register(Valutazione, VALUTAZIONE)
register(PartecipazioneProposta, PARTECIPAZIONE)
register(Consegna, CONSEGNA)
register(Prova, PROVA)
register(Criticita, CRITICITA)
register(RichiestaModifica, MODIFICA)
register(RichiestaPartner, RICHIESTA_PARTNER)
register(Rilevazione, RILEVAZIONE)
