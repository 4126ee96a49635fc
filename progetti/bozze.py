"""The draft of a proposal: begun, written by more than one person, with its files.

Whatever is written bumps the version of the proposal, and only while it is a draft: who sends it
sends what they read.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.db.models.functions import Now

from alleanze.models import Alleanza, Partenariato
from conciliazione.campi import FileEsaminato
from conciliazione.documenti import store
from conciliazione.enums import Riservatezza
from conciliazione.models import Passaggio
from conciliazione.transizioni import StaleState, follow
from progetti.contenuto import Contenuto, as_json, parse
from progetti.enums import StatoProposta
from progetti.models import AllegatoProposta, Avviso, PartecipazioneProposta, Proposta
from rete.models import Soggetto, Utente

FILE_AL_PIU = 20
TROPPI_FILE = f"Una proposta porta al massimo {FILE_AL_PIU} file: toglierne uno, oppure riunirli."


def present_proposal(
    avviso: Avviso, soggetto: Soggetto, alleanza: Alleanza | None = None
) -> Proposta | None:
    """The proposal that an alliance already has on a call, whoever began it, or a soggetto without
    alliance; those withdrawn do not count."""
    di_chi = {"alleanza": alleanza} if alleanza else {"proponente": soggetto, "alleanza": None}
    return (
        Proposta.objects.filter(avviso=avviso, **di_chi)
        .exclude(stato=StatoProposta.RITIRATA)
        .first()
    )


def begin(
    avviso: Avviso, soggetto: Soggetto, by: Utente, alleanza: Alleanza | None = None
) -> Proposta:
    """A draft, with its capofila, confirmed by who begins, and the partners of its alliance.

    Raises:
        IntegrityError: the alliance, or without one the soggetto, already has a proposal on the
            call.
    """
    with transaction.atomic():
        proposta = Proposta.objects.create(
            avviso=avviso, proponente=soggetto, alleanza=alleanza, creata_da=by
        )
        prima = PartecipazioneProposta.objects.create(
            proposta=proposta, soggetto=soggetto, capofila=True
        )
        chi = Passaggio(autore=by)
        follow(prima, "confirm", chi, risposto_da=str(by))
        add_partners(proposta, _partners_of(alleanza))
    return proposta


def _partners_of(alleanza: Alleanza | None) -> list[int]:
    """Who is in the alliance today, in its order."""
    if alleanza is None:
        return []
    righe = alleanza.partenariati.filter(pk__in=Partenariato.objects.vigenti())
    return list(dict.fromkeys(righe.order_by("ordine", "pk").values_list("soggetto", flat=True)))


def add_partners(proposta: Proposta, soggetti: Iterable[int]) -> int:
    """Name other soggetti in a proposal, after those that it names already; how many are new."""
    presenti = set(proposta.partecipazioni.values_list("soggetto", flat=True))
    ultimo = proposta.partecipazioni.aggregate(ultimo=Max("ordine"))["ultimo"] or 0
    nuovi = [pk for pk in dict.fromkeys(soggetti) if pk not in presenti]
    PartecipazioneProposta.objects.bulk_create(
        PartecipazioneProposta(proposta=proposta, soggetto_id=pk, ordine=ultimo + n)
        for n, pk in enumerate(nuovi, start=1)
    )
    return len(nuovi)


def remove_partner(partecipazione: PartecipazioneProposta) -> None:
    """Take a soggetto out of a draft: out of the objectives too, and of what it would have paid.

    Raises:
        StaleState: it was sent meanwhile.
    """
    proposta, slug = partecipazione.proposta, partecipazione.soggetto.slug
    with transaction.atomic():
        claim(proposta)
        albero = parse(proposta.contenuto)
        senza = (
            replace(o, partner=tuple(s for s in o.partner if s != slug)) for o in albero.obiettivi
        )
        write_tree(proposta, Contenuto(tuple(senza)))
        proposta.quote.filter(soggetto=partecipazione.soggetto_id).update(soggetto=None)
        partecipazione.delete()


# --- Writing ----------------------------------------------------------------------------------


def touch(proposta: Proposta, **valori: object) -> None:
    """Write columns of a draft that nobody changed since it was read, and its version + 1.

    Raises:
        StaleState: somebody did, or it was sent.
    """
    righe = Proposta.objects.filter(
        pk=proposta.pk, versione=proposta.versione, stato=StatoProposta.BOZZA
    )
    if righe.update(**valori, versione=F("versione") + 1, modificata_il=Now()) != 1:
        raise StaleState
    proposta.refresh_from_db(fields=[*valori, "versione", "modificata_il"])


def claim(proposta: Proposta) -> None:
    """Take a draft for a change of its rows, whatever version it was read at.

    Raises:
        StaleState: it was sent meanwhile.
    """
    righe = Proposta.objects.filter(pk=proposta.pk, stato=StatoProposta.BOZZA)
    if righe.update(versione=F("versione") + 1, modificata_il=Now()) != 1:
        raise StaleState
    proposta.refresh_from_db(fields=["versione", "modificata_il", "contenuto"])


def change_tree(
    proposta: Proposta, versione: int, change: Callable[[Contenuto], Contenuto]
) -> None:
    """Change the tree of a draft as it was read at a version.

    Raises:
        StaleState: somebody changed the draft since, or it was sent.
    """
    if proposta.versione != versione:
        raise StaleState
    touch(proposta, contenuto=as_json(change(parse(proposta.contenuto))))


def write_tree(proposta: Proposta, contenuto: Contenuto) -> None:
    """Write the tree of a draft that the caller has claimed."""
    proposta.contenuto = as_json(contenuto)
    Proposta.objects.filter(pk=proposta.pk).update(contenuto=proposta.contenuto)


# --- Files ------------------------------------------------------------------------------------


def attach(proposta: Proposta, titolo: str, file: FileEsaminato, by: Utente) -> AllegatoProposta:
    """Keep a file of a draft.

    Raises:
        StaleState: it was sent meanwhile.
        ValidationError: there are too many of them, or the file may not stay.
    """
    with transaction.atomic():
        claim(proposta)
        if proposta.allegati.count() >= FILE_AL_PIU:
            raise ValidationError(TROPPI_FILE, code="troppi")
        documento = store(file, file.name, Riservatezza.INTERNO, by)
        return AllegatoProposta.objects.create(
            proposta=proposta, titolo=titolo, documento=documento
        )


def detach(proposta: Proposta, allegato: AllegatoProposta) -> None:
    """Take a file of a draft away, really.

    Raises:
        StaleState: it was sent meanwhile.
    """
    documento = allegato.documento
    with transaction.atomic():
        claim(proposta)
        allegato.delete()
        documento.delete()
        transaction.on_commit(partial(documento.file.delete, save=False), robust=True)
