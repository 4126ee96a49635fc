"""Which files of the proposals one may have."""

from conciliazione.models import Documento
from progetti.models import AllegatoProposta
from progetti.permissions import can_view_proposal
from rete.permissions import Persona


def reads_proposal_file(user: Persona, documento: Documento) -> bool:
    """Whether `user` reads that file as one of a proposal.

    - who reads the proposal
    """
    righe = AllegatoProposta.objects.select_related("proposta__avviso__organo")
    allegato = righe.filter(documento=documento).first()
    return allegato is not None and can_view_proposal(user, allegato.proposta)
