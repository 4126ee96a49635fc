"""An organo of a soggetto: founded with its seats, and the people named to them by e-mail.

Who speaks for the soggetto does not see the people of the portal: it writes an address, and the
answer is the same whether it is known here or not.
"""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.text import slugify

from rete.enums import LivelloOrgano
from rete.inviti import invite
from rete.models import Atto, Organo, Seggio, Soggetto, Utente


def found(
    soggetto: Soggetto, colonne: Mapping[str, object], atto: Atto, categorie: Iterable[str]
) -> Organo:
    """The organo of a soggetto, with its act, and its seats, that the soggetto itself fills."""
    with transaction.atomic():
        organo = Organo.objects.create(
            slug=_free_slug(str(colonne["denominazione"])),
            livello=LivelloOrgano.PROGETTO,
            soggetto=soggetto,
            convocazione=soggetto.denominazione[:200],
            atto=atto,
            **colonne,
        )
        for categoria in categorie:
            add_seat(organo, categoria, soggetto)
    return organo


def add_seat(organo: Organo, categoria: str, soggetto: Soggetto | None) -> Seggio:
    """One more seat, after those that there are; two who add one wait for each other."""
    with transaction.atomic():
        list(Organo.objects.select_for_update().filter(pk=organo.pk).values_list("pk"))
        ultimo = organo.seggi.aggregate(ultimo=Max("ordine"))["ultimo"] or 0
        return Seggio.objects.create(
            organo=organo, ordine=ultimo + 1, categoria=categoria, soggetto=soggetto
        )


def person_at(email: str, nome: str) -> Utente:
    """Who enters with that address, made now where nobody does."""
    persona, nuova = Utente.objects.get_or_create(email=email, defaults={"nome": nome})
    if nuova:
        persona.set_unusable_password()
        persona.save(update_fields=["password"])
    return persona


def call_in(persona: Utente) -> None:
    """Write to who was named, once the mandato is recorded, how one enters."""
    if persona.is_active and not persona.has_usable_password():
        invite(persona, reverse("scrivania"))


def _free_slug(denominazione: str) -> str:
    base = slugify(denominazione)[:70].strip("-") or "organo"
    presi = set(Organo.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    liberi = (base, *(f"{base}-{n}" for n in range(2, len(presi) + 3)))
    return next(slug for slug in liberi if slug not in presi)
