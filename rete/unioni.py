"""Two cards of the same soggetto become one, and two again: nothing is lost on the way.

What sealed copies and past versions say keeps the name it had: they are never rewritten.
"""

import json
from collections.abc import Mapping

from django.apps import apps
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models.functions import Now

from conciliazione.date import format_day
from conciliazione.periodi import today
from rete.models import Soggetto, UnioneSoggetti, Utente
from rete.spostamenti import Spostamento, moves
from rete.storia import TORNATA
from rete.variazioni import keep_spelling

CAMBIATO = "Nel frattempo una delle due schede è cambiata o è già stata unita: riaprire la pagina."
# What would come back twice: nobody else may have it when a merge is undone.
UNICI = ("slug", "denominazione", "codice_fiscale", "partita_iva")


def merge(resta: Soggetto, via: Soggetto, motivo: str, by: Utente) -> UnioneSoggetti:
    """Give to `resta` every row of `via`, whose card goes away.

    Raises:
        ValidationError: a row of `via` cannot move, or something changed meanwhile.
    """
    try:
        with transaction.atomic():
            bloccate = _lock(resta, via)
            righe = moves(via, resta)
            if any(riga.contro for riga in righe):
                raise ValidationError("Prima vanno sistemate le righe che non si possono spostare.")
            return _merge(bloccate[resta.pk], bloccate[via.pk], righe, motivo, by)
    except (IntegrityError, models.ProtectedError) as errore:
        raise ValidationError(CAMBIATO) from errore


def _lock(*soggetti: Soggetto) -> Mapping[int, Soggetto]:
    """The rows as they are now, that nobody else merges or refers to meanwhile."""
    chiavi = [soggetto.pk for soggetto in soggetti]
    trovati = Soggetto.objects.select_for_update().filter(pk__in=chiavi).order_by("pk")
    bloccate = {soggetto.pk: soggetto for soggetto in trovati}
    if len(bloccate) != len(chiavi):
        raise ValidationError(CAMBIATO)
    return bloccate


def _merge(
    resta: Soggetto, via: Soggetto, righe: list[Spostamento], motivo: str, by: Utente
) -> UnioneSoggetti:
    scheda = _written([via])[0]
    tolte = _written([s.riga for s in righe if s.doppia])
    for spostamento in righe:
        _move(spostamento, resta)
    via.delete()
    grafia = keep_spelling(resta, via.denominazione, f"scheda unita il {format_day(today())}")
    dati = {
        "scheda": scheda,
        "spostate": [
            [s.riga._meta.label_lower, s.riga.pk, campo]
            for s in righe
            if not s.doppia
            for campo in s.campi
        ],
        "tolte": tolte,
        "grafia": grafia and grafia.pk,
    }
    return UnioneSoggetti.objects.create(
        resta=resta,
        slug_unito=via.slug,
        denominazione_unita=via.denominazione,
        dati=dati,
        motivo=motivo,
        fatta_da=by,
    )


def _move(spostamento: Spostamento, resta: Soggetto) -> None:
    riga = type(spostamento.riga)._base_manager.filter(pk=spostamento.riga.pk)
    if spostamento.doppia:
        riga.delete()
    else:
        riga.update(**dict.fromkeys(spostamento.campi, resta.pk))


def _written(righe: list[models.Model]) -> list[dict[str, object]]:
    """Rows whole, as they are in the database, to put back one day."""
    chiavi: dict[type[models.Model], list[int]] = {}
    for riga in righe:
        chiavi.setdefault(type(riga), []).append(riga.pk)
    salvate = [
        riga for modello, pk in chiavi.items() for riga in modello._base_manager.filter(pk__in=pk)
    ]
    return json.loads(serializers.serialize("json", salvate))


def undo(unione: UnioneSoggetti, by: Utente) -> None:
    """Put back the card that went and every row that it had, exactly.

    Raises:
        ValidationError: what happened since makes it impossible; the words say what.
    """
    try:
        with transaction.atomic():
            aperte = UnioneSoggetti.objects.filter(pk=unione.pk, annullata_il__isnull=True)
            if aperte.update(annullata_da=by, annullata_il=Now()) != 1:
                raise ValidationError("Questa unione è già stata annullata.")
            unione.refresh_from_db()
            _check_free(unione.dati["scheda"]["fields"])
            _restore(unione)
            _begin_again(unione, by)
    except IntegrityError as errore:
        raise ValidationError(
            "Le righe di allora non possono tornare accanto a quelle registrate dopo l’unione."
        ) from errore


def _check_free(scheda: Mapping[str, object]) -> None:
    for nome in UNICI:
        altro = scheda[nome] and Soggetto.objects.filter(**{nome: scheda[nome]}).first()
        if altro:
            campo = Soggetto._meta.get_field(nome).verbose_name
            raise ValidationError(
                f"Un altro soggetto, «{altro}», ha ora lo stesso valore di «{campo}»:"
                f" {scheda[nome]}."
            )


def _restore(unione: UnioneSoggetti) -> None:
    dati, pk = unione.dati, unione.dati["scheda"]["pk"]
    _put_back([dati["scheda"]])
    for etichetta, chiave, campo in dati["spostate"]:
        modello = apps.get_model(etichetta)
        righe = modello._base_manager.filter(pk=chiave, **{campo: unione.resta_id})
        if righe.update(**{campo: pk}) != 1:
            raise ValidationError(_gone(modello))
    _put_back(dati["tolte"])
    unione.resta.grafie.filter(pk=dati["grafia"]).delete()


def _begin_again(unione: UnioneSoggetti, by: Utente) -> None:
    """The history of the card, that ended when it went away, goes on from what it is now."""
    tornata = Soggetto.objects.filter(pk=unione.dati["scheda"]["pk"])
    Soggetto.storia.bulk_history_create(tornata, default_user=by, default_change_reason=TORNATA)


def card_that_stays(slug: str) -> Soggetto | None:
    """The card that the one of this old slug became part of; None when there never was one."""
    unioni = UnioneSoggetti.objects.filter(slug_unito=slug, annullata_il__isnull=True)
    unione = unioni.select_related("resta").defer("dati").first()
    return unione and unione.resta


def card_that_went(unione: UnioneSoggetti) -> Soggetto:
    """The card that went away, as it was; not in the database."""
    (letta,) = serializers.deserialize("json", json.dumps([unione.dati["scheda"]]))
    return letta.object


def _put_back(righe: list[dict[str, object]]) -> None:
    for riga in righe:
        modello = apps.get_model(riga["model"])
        if modello._base_manager.filter(pk=riga["pk"]).exists():
            raise ValidationError(_gone(modello))
    for oggetto in serializers.deserialize("json", json.dumps(righe)):
        oggetto.save(force_insert=True)


def _gone(modello: type[models.Model]) -> str:
    return (
        f"Dopo l’unione qualcuno ha tolto o cambiato righe di «{modello._meta.verbose_name_plural}»"
        " che allora erano passate di scheda: non si può più tornare indietro da qui."
    )
