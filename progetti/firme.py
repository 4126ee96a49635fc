"""The signatures of the agreements of an alliance, that are proofs of its projects."""

from django.db.models import QuerySet

from alleanze.enums import TipoConvenzione
from alleanze.models import Alleanza, Convenzione
from progetti.models import Progetto, TipoProva
from progetti.permissions import projects_reported_by
from rete.permissions import Persona

CONVENZIONE, SPERIMENTAZIONE = "convenzione", "accordo-di-sperimentazione"


def unproved_agreements(progetto: Progetto) -> QuerySet[Convenzione]:
    """The signed agreements of the alliance of a project whose signature is no proof yet."""
    firmate = Convenzione.objects.filter(alleanza=progetto.alleanza_id, firmata_il__isnull=False)
    return firmate.filter(prova__isnull=True)


def kind_of_signature(convenzione: Convenzione, tipi: QuerySet[TipoProva]) -> str | None:
    """The slug of the kind of proof that its signature is, among those; None where none is."""
    slugs = [CONVENZIONE, SPERIMENTAZIONE]
    if convenzione.tipo == TipoConvenzione.SPERIMENTAZIONE:
        slugs.reverse()
    presenti = set(tipi.values_list("slug", flat=True))
    return next((slug for slug in slugs if slug in presenti), None)


def to_record(user: Persona, alleanza: Alleanza) -> list[tuple[Progetto, Convenzione]]:
    """The signatures that `user` may record as a proof, each with the project it would prove."""
    progetti = list(projects_reported_by(user).filter(alleanza=alleanza))
    return [(p, c) for p in progetti for c in unproved_agreements(p)]
