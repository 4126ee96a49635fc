"""The proofs of a project, and the story of each."""

from django.db.models import Count, QuerySet

from conciliazione.models import Passaggio
from progetti.enums import StatoProva, StatoRilevazione
from progetti.models import Indicatore, Progetto, Prova, QuotaProva
from progetti.permissions import can_follow, can_report, proofs_visible_to
from progetti.righe_consegna import indicators_of
from rete.permissions import Persona
from rete.tappe import Tappa, who_did

FATTI = {
    "record": "Registrata: conta per gli indicatori",
    "count_more": "Conta anche per altri indicatori",
    "refuse": "Non accolta",
    "annul": "Annullata",
    "see_file": "Chiesto di vedere i file",
}


def proofs_of(user: Persona, progetto: Progetto) -> QuerySet[Prova] | None:
    """The proofs of a project that `user` may read, the latest first, each with `n_file` and
    `n_indicatori`; None for who reads none of them."""
    if not (can_follow(user, progetto) or can_report(user, progetto)):
        return None
    righe = proofs_visible_to(user).filter(progetto=progetto).select_related("tipo")
    return righe.annotate(
        n_file=Count("file", distinct=True), n_indicatori=Count("quote", distinct=True)
    ).order_by("-data", "-pk")


def left_to_move(prova: Prova) -> list[Indicatore]:
    """The indicators that a proof of its kind may move, and does not yet."""
    if prova.stato not in (StatoProva.DA_REGISTRARE, StatoProva.REGISTRATA):
        return []
    gia = set(prova.quote.values_list("indicatore", flat=True))
    return [
        i
        for i in indicators_of(prova.progetto)
        if i.pk not in gia and (not i.prove.all() or prova.tipo in i.prove.all())
    ]


def can_be_corrected(prova: Prova) -> bool:
    """Whether its facts and files still change: nothing that rests on it was verified."""
    if prova.stato not in (StatoProva.DA_REGISTRARE, StatoProva.REGISTRATA):
        return False
    verificate = QuotaProva.objects.filter(
        prova=prova, rilevazione__stato=StatoRilevazione.VERIFICATA
    )
    return not verificate.exists()


def timeline(prova: Prova) -> list[Tappa]:
    """What was done with a proof, the latest first."""
    righe = Passaggio.objects.about(prova).select_related("autore").order_by("-quando", "-pk")
    return [Tappa(FATTI.get(p.verbo, p.verbo), who_did(p), p) for p in righe]
