"""Who may, from dated facts: the union of a person's valid `Delega`s and `Mandato`s.

Nothing here looks at a checkbox: a superuser has Django's admin, and in our pages no right that
a delega or a mandato does not give. The facts are read once for each `Utente` instance, and every
request loads its own: a revoked right is gone at the next request. Code that keeps a person for
longer than a request fetches the row again.
"""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.text import Truncator

from conciliazione.models import Passaggio
from rete.enums import RuoloDelega
from rete.models import Ciclo, Delega, Mandato, Soggetto, Utente
from rete.models.persone import Incarico

# The organi to which the design gives rights, by slug.
COMITATO = "comitato-valutazione"
TAVOLO = "tavolo-locale"

# These roles count only for the lead body of the current ciclo.
RUOLI_DEL_CAPOFILA = frozenset(
    {RuoloDelega.OPERATORE, RuoloDelega.RESPONSABILE, RuoloDelega.DIREZIONE}
)

# None is the portal itself, which has no right of its own.
Persona = Utente | AnonymousUser | None
LUNGHEZZA_VESTE = Passaggio._meta.get_field("in_veste_di").max_length


@dataclass(frozen=True)
class Veste:
    """One capacity in which a person acts, in words: a role for a soggetto, or a seat.

    `ruolo` is filled for a delega, `organo` (a slug) for a mandato; `soggetto_id` is whom the
    person acts for. `codice` is that of the delega or mandato, `dal` and `al` its days.
    """

    testo: str
    soggetto_id: int
    ruolo: str = ""
    organo: str = ""
    codice: str = ""
    dal: date | None = None
    al: date | None = None


def roles_of(user: Persona) -> tuple[Veste, ...]:
    """Every capacity that `user` has today, deleghe first; none if unknown or suspended.

    Costs at most three queries, the first time that an instance is asked.
    """
    if user is None or not (user.is_authenticated and user.is_active):
        return ()
    if not hasattr(user, "_vesti"):
        user._vesti = (*_from_deleghe(user), *_from_mandati(user))
    return user._vesti


def capacity(user: Persona, *ruoli: RuoloDelega) -> str:
    """In what capacity `user` acts, for `Passaggio.in_veste_di`: all, or only those of `ruoli`."""
    vesti = [v.testo for v in roles_of(user) if not ruoli or v.ruolo in ruoli]
    return Truncator("; ".join(vesti)).chars(LUNGHEZZA_VESTE)


def is_operatore(user: Persona) -> bool:
    """Whether `user` works for the lead body of the current ciclo.

    - who has a valid delega as operatore of the lead body
    - the responsabile del procedimento, who can do all that an operatore can
    """
    return _has_role(user, RuoloDelega.OPERATORE, RuoloDelega.RESPONSABILE)


def is_responsabile(user: Persona) -> bool:
    """Whether `user` answers for the procedure.

    - who has a valid delega as responsabile del procedimento of the lead body
    """
    return _has_role(user, RuoloDelega.RESPONSABILE)


def is_direzione(user: Persona) -> bool:
    """Whether `user` directs the lead body.

    - who has a valid delega as direzione of the lead body
    """
    return _has_role(user, RuoloDelega.DIREZIONE)


def is_regione(user: Persona) -> bool:
    """Whether `user` reads for the Regione.

    - who has a valid delega as lettore per la Regione
    """
    return _has_role(user, RuoloDelega.REGIONE)


def is_staff_of_capofila(user: Persona) -> bool:
    """Whether `user` is of the lead body, in any role.

    - operatore, responsabile del procedimento and direzione of the lead body
    """
    return _has_role(user, *RUOLI_DEL_CAPOFILA)


def acts_for(user: Persona, soggetto: Soggetto) -> bool:
    """Whether `user` speaks for that soggetto.

    - who has a valid delega as its referente
    """
    return soggetto.pk in soggetti_of(user)


def soggetti_of(user: Persona) -> set[int]:
    """The ids of the soggetti for which `user` speaks, as referente."""
    return {v.soggetto_id for v in roles_of(user) if v.ruolo == RuoloDelega.REFERENTE}


def sits_in(user: Persona, organo_slug: str) -> bool:
    """Whether `user` sits in that organo.

    - who has a valid mandato, titolare or supplente, in one of its seats
    """
    return any(v.organo == organo_slug for v in roles_of(user))


def is_comitato(user: Persona) -> bool:
    """Whether `user` proposes, evaluates and monitors.

    - who sits in the Comitato di programmazione, valutazione e monitoraggio
    """
    return sits_in(user, COMITATO)


def is_tavolo(user: Persona) -> bool:
    """Whether `user` gives the opinion of the social forces.

    - who sits in the Tavolo locale
    """
    return sits_in(user, TAVOLO)


# --- Entering ----------------------------------------------------------------------------------


def must_use_mfa(user: Persona) -> bool:
    """Whether `user` has their rights only with a second factor.

    - the staff of the lead body: operatore, responsabile del procedimento, direzione
    - who sits in the Comitato
    - superusers, who have Django's admin
    """
    if user is None or not user.is_authenticated:
        return False
    return user.is_superuser or is_staff_of_capofila(user) or is_comitato(user)


def may_use_password(user: Persona) -> bool:
    """Whether a password of the portal opens it to `user`, as `ACCESSO_LOCALE` says.

    - everybody
    - or, where the public enters through the gateway, who must use a second factor
    """
    return settings.ACCESSO_LOCALE == "tutti" or must_use_mfa(user)


def in_role(user: Utente, veste: Veste) -> Utente:
    """The same person with that capacity alone: to show what is due in it, not to decide rights."""
    solo = copy(user)
    solo._vesti = (veste,)
    return solo


def suspend_rights(user: Utente) -> None:
    """Take every capacity from this instance of `user`: who entered without the due factor."""
    user._vesti = ()


def _has_role(user: Persona, *ruoli: RuoloDelega) -> bool:
    return any(v.ruolo in ruoli for v in roles_of(user))


def _from_deleghe(user: Utente) -> Iterator[Veste]:
    deleghe = list(Delega.objects.filter(utente_id=user.pk).vigenti().select_related("soggetto"))
    capofila_id = None
    if any(d.ruolo in RUOLI_DEL_CAPOFILA for d in deleghe):
        ciclo = Ciclo.objects.current()
        capofila_id = ciclo.capofila_id if ciclo else None
    for delega in deleghe:
        if delega.ruolo not in RUOLI_DEL_CAPOFILA or delega.soggetto_id == capofila_id:
            testo = f"{delega.get_ruolo_display()} ({delega.soggetto.nome_breve})"
            yield Veste(testo, delega.soggetto_id, delega.ruolo, **_described(delega))


def _from_mandati(user: Utente) -> Iterator[Veste]:
    mandati = Mandato.objects.filter(utente_id=user.pk).vigenti()
    for mandato in mandati.select_related("seggio__organo", "designato_da"):
        organo = mandato.seggio.organo
        testo = (
            f"{mandato.get_qualita_display()}, {organo.denominazione_breve or organo}"
            f" ({mandato.designato_da.nome_breve})"
        )
        yield Veste(testo, mandato.designato_da_id, organo=organo.slug, **_described(mandato))


def _described(incarico: Incarico) -> dict[str, object]:
    return {"codice": incarico.codice, "dal": incarico.dal, "al": incarico.al}
