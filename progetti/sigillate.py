"""What the tables of the hall hold of the proposals of a call that is not closed yet.

While a call takes proposals nobody but who proposes knows that one is there: the history, the
jobs, the mails and the files that speak of it are not listed to anybody either.
"""

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    Model,
    OuterRef,
    Q,
    QuerySet,
    TextField,
)
from django.db.models.functions import Cast

from conciliazione.models import (
    CopiaSigillata,
    Documento,
    Elaborazione,
    Messaggio,
    Passaggio,
    Ricevuta,
)
from progetti.models import AllegatoProposta, Avviso, PartecipazioneProposta, Proposta
from progetti.models.avvisi import SCADUTI


def sealed_proposals() -> QuerySet[Proposta]:
    """The proposals, sent or not, of the calls that are not closed."""
    return Proposta.objects.filter(avviso__in=Avviso.objects.exclude(stato__in=SCADUTI))


def sealed_passages() -> QuerySet[Passaggio]:
    """The steps of those proposals and of who takes part in them."""
    return Passaggio.objects.filter(_about_sealed())


def sealed_copies() -> QuerySet[CopiaSigillata]:
    return CopiaSigillata.objects.filter(_about_sealed())


def sealed_jobs() -> QuerySet[Elaborazione]:
    return Elaborazione.objects.filter(_naming("chiave"))


def sealed_mails() -> QuerySet[Messaggio]:
    return Messaggio.objects.filter(_naming("chiave"))


def sealed_receipts() -> QuerySet[Ricevuta]:
    return Ricevuta.objects.filter(_naming("scopo") | _naming("risultato"))


def sealed_files() -> QuerySet[Documento]:
    """What those proposals brought, and what was made of them."""
    portati = AllegatoProposta.objects.filter(proposta__in=sealed_proposals()).values("documento")
    fatti = sealed_jobs().filter(documento__isnull=False).values("documento")
    return Documento.objects.filter(Q(pk__in=portati) | Q(pk__in=fatti))


def _about_sealed() -> Q:
    partecipazioni = PartecipazioneProposta.objects.filter(proposta__in=sealed_proposals())
    return _about(Proposta, sealed_proposals()) | _about(PartecipazioneProposta, partecipazioni)


def _about(modello: type[Model], righe: QuerySet) -> Q:
    chiavi = righe.order_by().annotate(_chiave=Cast("pk", CharField())).values("_chiave")
    # Both at once: each alone would be a query of its own.
    tipi = ContentType.objects.get_for_models(Proposta, PartecipazioneProposta)
    return Q(oggetto_tipo=tipi[modello], oggetto_id__in=chiavi)


def _naming(campo: str) -> Q:
    """The rows whose `campo` holds the code of one of those proposals."""
    testo = ExpressionWrapper(OuterRef(campo), output_field=TextField())
    nominate = sealed_proposals().annotate(_testo=testo)
    return Q(Exists(nominate.filter(_testo__contains=F("codice"))))


VELI = {
    Passaggio: sealed_passages,
    CopiaSigillata: sealed_copies,
    Elaborazione: sealed_jobs,
    Messaggio: sealed_mails,
    Ricevuta: sealed_receipts,
    Documento: sealed_files,
}
