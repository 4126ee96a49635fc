"""A soggetto takes the place of another from a day: a fact, that moves no row of the past."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from conciliazione.date import format_day
from conciliazione.guardie import said_in_words
from rete.models import Adesione, Atto, Soggetto, Successione, Utente
from rete.recessi import Recesso, known_since, leave, open_membership

UN_GIORNO = timedelta(days=1)


@dataclass(frozen=True)
class Subentro:
    """Who takes the place of whom, from when; `passa` is whether the adhesion goes along, and
    `tipo` which it was, where it was deduced."""

    da: Soggetto
    a: Soggetto
    dal: date
    atto: Atto | None = None
    nota: str = ""
    passa: bool = False
    tipo: str = ""


def succeed(subentro: Subentro, by: Utente, *, acting_as: str = "") -> Successione:
    """Record a succession; the adhesion ends on the day before and another one begins on `dal`.

    Raises:
        ValidationError: the succession is there already, or the adhesion had not begun by then.
    """
    with said_in_words(Successione), transaction.atomic():
        riga = Successione(
            da=subentro.da,
            a=subentro.a,
            dal=subentro.dal,
            atto=subentro.atto,
            nota=subentro.nota,
        )
        riga.full_clean()
        riga.save(force_insert=True)
        if subentro.passa:
            _pass_on(subentro, by, acting_as)
    return riga


def _pass_on(subentro: Subentro, by: Utente, acting_as: str) -> None:
    """The successor's adhesion is a row of its own: what was counted before stays counted."""
    adesione = open_membership(subentro.da)
    if adesione is None:
        return
    ultimo = subentro.dal - UN_GIORNO
    inizio = known_since(adesione)
    if inizio and ultimo < inizio:
        come = "comincia il" if adesione.dal else "è nota dal"
        detto = f"L’adesione da passare {come} {format_day(inizio)}."
        raise ValidationError({"dal": detto})
    motivo = f"Dal {format_day(subentro.dal)} gli succede {subentro.a.nome_breve}"
    leave(adesione, Recesso(ultimo, motivo[:240], subentro.tipo), by, acting_as=acting_as)
    gia = Adesione.objects.filter(
        accordo=adesione.accordo, soggetto=subentro.a, al__isnull=True
    ).exists()
    if not gia:
        nuova = Adesione(
            accordo=adesione.accordo,
            soggetto=subentro.a,
            tipo=adesione.tipo,
            dal=subentro.dal,
        )
        nuova.full_clean()
        nuova.save(force_insert=True)
