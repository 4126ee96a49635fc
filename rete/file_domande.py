"""Which files of the membership requests the staff may have."""

from conciliazione.models import Documento, Elaborazione
from rete import carte
from rete.models import AllegatoDomanda
from rete.permissions import Persona, can_view_applications


def reads_application_file(user: Persona, documento: Documento) -> bool:
    """Whether `user` reads that file as one of a membership request that was sent.

    - the staff of the lead body: what the applicant attached, and the receipt
    """
    if not can_view_applications(user):
        return False
    inviati = AllegatoDomanda.objects.filter(domanda__inviata_il__isnull=False)
    ricevute = Elaborazione.objects.filter(genere=carte.RICEVUTA)
    return (
        inviati.filter(documento=documento).exists()
        or ricevute.filter(documento=documento).exists()
    )
