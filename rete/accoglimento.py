"""What is born of a membership request that is accepted: soggetto, adesione, referente, invitation.

Called inside the transaction that accepts, with the request locked: once, whoever presses.
"""

from datetime import date

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import F, Model
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from conciliazione.date import format_day
from conciliazione.guardie import said_in_words
from conciliazione.periodi import today
from rete.enums import RuoloDelega, TipoAdesione, TipoConsistenza
from rete.inviti import invite
from rete.models import (
    Adesione,
    Atto,
    ConsistenzaDichiarata,
    Delega,
    DomandaAdesione,
    Soggetto,
    Utente,
)

# What the card of a soggetto takes from the request, where it has nothing of its own.
DALLA_DOMANDA = (
    "sigla",
    "dimensione",
    "ateco",
    "codice_fiscale",
    "partita_iva",
    "indirizzo",
    "cap",
    "localita",
    "comune",
    "pec",
    "sito",
    "descrizione",
)
LUNGHEZZA_SLUG = Soggetto._meta.get_field("slug").max_length


def join(domanda: DomandaAdesione, dal: date) -> Adesione:
    """Make the soggetto of the request belong to the network from `dal`.

    A soggetto that staff recognised keeps its card, of which only the empty fields are filled; one
    that belonged by deduction from its alliance keeps that adhesion, which the count has already.

    Raises:
        ValidationError: the soggetto belongs to the network already, or the card breaks a rule.
    """
    soggetto = domanda.soggetto
    if soggetto is None:
        soggetto = _new_soggetto(domanda)
    else:
        _fill_card(soggetto, domanda)
    adesione = _standing(domanda, soggetto, dal)
    if adesione is None:
        nuova = Adesione(
            accordo=domanda.accordo, soggetto=soggetto, tipo=TipoAdesione.ADERENTE, dal=dal
        )
        adesione = _saved(nuova)
    return adesione


def welcome(domanda: DomandaAdesione, by: Utente | None, atto: Atto) -> Utente:
    """Let the referente of the request act for its soggetto, and invite them to keep its card."""
    utente = _referente(domanda)
    deleghe = Delega.objects.filter(
        utente=utente, soggetto=domanda.soggetto, ruolo=RuoloDelega.REFERENTE
    )
    if not deleghe.vigenti().exists():
        motivo = f"Referente indicato nella domanda di adesione {domanda.codice}"
        nuova = Delega(
            utente=utente,
            soggetto=domanda.soggetto,
            ruolo=RuoloDelega.REFERENTE,
            dal=today(),
            motivo=motivo,
            atto=atto,
            dato_da=by,
        )
        _saved(nuova)
    invite(utente, reverse("rete:card_edit", args=[domanda.soggetto.slug]))
    return utente


def filled_by(domanda: DomandaAdesione, soggetto: Soggetto) -> list[str]:
    """The fields of the card that are empty and that the request knows."""
    return [
        nome for nome in DALLA_DOMANDA if getattr(domanda, nome) and not getattr(soggetto, nome)
    ]


def deduced_adhesion(domanda: DomandaAdesione) -> Adesione | None:
    """The adhesion, known only by deduction, that accepting the request confirms; its first day
    stays unknown."""
    aperte = Adesione.objects.filter(accordo=domanda.accordo, al__isnull=True)
    dedotte = aperte.filter(soggetto=domanda.soggetto, tipo=TipoAdesione.DEDOTTA)
    return dedotte.first() if domanda.soggetto else None


def last_declared(domanda: DomandaAdesione) -> ConsistenzaDichiarata | None:
    """The last number declared of those who joined: whoever joins by its day is already in it."""
    dichiarate = ConsistenzaDichiarata.objects.filter(accordo=domanda.accordo)
    return dichiarate.filter(tipo=TipoConsistenza.ADERENTI).order_by("data").last()


def _fill_card(soggetto: Soggetto, domanda: DomandaAdesione) -> None:
    """Fill what the card has empty.

    Raises:
        ValidationError: another soggetto has one of those codes.
    """
    campi = filled_by(domanda, soggetto)
    if not campi:
        return
    for nome in campi:
        setattr(soggetto, nome, getattr(domanda, nome))
    _check(soggetto, {*campi})
    soggetto.versione = F("versione") + 1
    with said_in_words(Soggetto):
        soggetto.save(update_fields=[*campi, "ricerca", "versione"])
    soggetto.refresh_from_db(fields=["versione"])


def _new_soggetto(domanda: DomandaAdesione) -> Soggetto:
    nuovo = Soggetto(
        slug=free_slug(domanda.denominazione),
        denominazione=domanda.denominazione,
        natura=domanda.natura,
        **{nome: getattr(domanda, nome) or _empty(nome) for nome in DALLA_DOMANDA},
    )
    return _saved(nuovo)


def _empty(nome: str) -> object:
    """A code or a comune that is not known is NULL; a text is empty."""
    return None if Soggetto._meta.get_field(nome).null else ""


def free_slug(denominazione: str) -> str:
    """An address that no soggetto has, from the name."""
    base = slugify(denominazione)[: LUNGHEZZA_SLUG - 5].strip("-") or "soggetto"
    presi = set(Soggetto.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    liberi = (f"{base}-{n}" for n in range(2, len(presi) + 3))
    return base if base not in presi else next(slug for slug in liberi if slug not in presi)


def _standing(domanda: DomandaAdesione, soggetto: Soggetto, dal: date) -> Adesione | None:
    """The adhesion that the request confirms: one deduced from an alliance, still open.

    Raises:
        ValidationError: the soggetto belongs to the network on that day, by another request too.
    """
    altre = Adesione.objects.filter(accordo=domanda.accordo, soggetto=soggetto)
    altre = list(altre.select_related("domanda"))
    for adesione in altre:
        if adesione.al is None:
            _not_confirmed_yet(adesione, domanda)
            return adesione
    ultima = max((a.al for a in altre), default=None)
    if ultima and ultima >= dal:
        raise ValidationError(
            {"dal": f"L’adesione di prima finisce il {format_day(ultima)}: questa comincia dopo."}
        )
    return None


def _not_confirmed_yet(adesione: Adesione, domanda: DomandaAdesione) -> None:
    """Raises ValidationError: it was not deduced, or another request has confirmed it."""
    soggetto, prima = adesione.soggetto, getattr(adesione, "domanda", None)
    if adesione.tipo != TipoAdesione.DEDOTTA:
        raise ValidationError(
            f"«{soggetto}» aderisce già alla Rete dal {format_day(adesione.dal)}."
        )
    if prima not in (None, domanda):
        accolta = format_day(timezone.localdate(prima.decisa_il))
        raise ValidationError(
            f"«{soggetto}» aderisce già alla Rete: lo conferma la domanda {prima.codice}, accolta"
            f" il {accolta}."
        )


def _referente(domanda: DomandaAdesione) -> Utente:
    """The person with that e-mail; a new one, without password, if nobody has it."""
    email = domanda.referente_email.strip().lower()
    utente = Utente.objects.filter(email=email).first()
    if utente is None:
        with said_in_words(Utente):
            utente = Utente.objects.create_user(email, None, nome=domanda.referente_nome)
    return utente


def _saved(obj: Model) -> Model:
    _check(obj)
    with said_in_words(type(obj)):
        obj.save(force_insert=True)
    return obj


def _check(obj: Model, campi: set[str] | None = None) -> None:
    """Raises ValidationError: a rule of `obj`, told without the name of a field of ours."""
    altri = {c.name for c in obj._meta.fields if campi is not None and c.name not in campi}
    try:
        obj.full_clean(exclude=altri)
    except ValidationError as errore:
        nome = obj._meta.verbose_name
        detti = errore.message_dict
        frasi = [
            messaggio if campo == NON_FIELD_ERRORS else f"{nome}, {_label(obj, campo)}: {messaggio}"
            for campo, messaggi in detti.items()
            for messaggio in messaggi
        ]
        raise ValidationError(frasi) from errore


def _label(obj: Model, campo: str) -> str:
    return str(obj._meta.get_field(campo).verbose_name)
