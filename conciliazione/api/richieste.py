"""What a request asks of a list, read strictly: what is not understood is refused by name."""

import re
from collections.abc import Sequence

from django.core.paginator import Paginator
from django.db.models import QuerySet
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.request import Request

PAGINA, PER_PAGINA = "pagina", "per_pagina"
PER_PAGINA_PREDEFINITE, PER_PAGINA_AL_PIU, PAGINA_AL_PIU = 20, 100, 1_000_000
NOME_AL_PIU = 100  # of an unknown parameter, said again in the answer
PAGINAZIONE = (PAGINA, PER_PAGINA)

_INTERO = re.compile(r"[1-9][0-9]{0,6}")


def check_parameters(request: Request, ammessi: Sequence[str]) -> None:
    """Refuse a parameter that the address does not take, an empty one, one given twice.

    Raises:
        ValidationError: with the name of each.
    """
    errori = {
        nome[:NOME_AL_PIU]: [errore]
        for nome, valori in request.query_params.lists()
        if (errore := _wrong(nome, valori, ammessi))
    }
    if errori:
        raise ValidationError(errori)


def _wrong(nome: str, valori: Sequence[str], ammessi: Sequence[str]) -> str:
    """What is wrong in a parameter; empty if nothing is."""
    if nome not in ammessi:
        return "Parametro sconosciuto. " + (
            f"Sono ammessi: {', '.join(ammessi)}." if ammessi else "Non ne è ammesso nessuno."
        )
    if len(valori) > 1:
        return "Il parametro è scritto più volte."
    return "" if valori[0] else "Il parametro è vuoto: va tolto, o gli va dato un valore."


def apply_filters(request: Request, filtri: type | None, righe: QuerySet) -> QuerySet:
    """The rows that the request wants.

    Raises:
        ValidationError: a value that a filter does not admit.
    """
    if filtri is None:
        return righe
    filtro = filtri(request.query_params, queryset=righe)
    if not filtro.is_valid():
        raise ValidationError(filtro.errors)
    return filtro.qs


def paginate(request: Request, righe: QuerySet | Sequence) -> tuple[Sequence, dict[str, object]]:
    """The rows of the page asked for, and what the answer says of it.

    Raises:
        ValidationError: a number that is not one, or out of bounds.
        NotFound: there is no such page.
    """
    per_pagina = _whole(request, PER_PAGINA, PER_PAGINA_PREDEFINITE, PER_PAGINA_AL_PIU)
    numero = _whole(request, PAGINA, 1, PAGINA_AL_PIU)
    paginator = Paginator(righe, per_pagina)
    if numero > paginator.num_pages:
        raise NotFound(f"La pagina {numero} non esiste: l'ultima è la {paginator.num_pages}.")
    pagina = paginator.page(numero)
    return list(pagina), {
        "totale": paginator.count,
        "pagina": numero,
        "pagine": paginator.num_pages,
        "per_pagina": per_pagina,
        "successiva": _address(request, numero + 1) if pagina.has_next() else None,
        "precedente": _address(request, numero - 1) if pagina.has_previous() else None,
    }


def _whole(request: Request, nome: str, predefinito: int, massimo: int) -> int:
    testo = request.query_params.get(nome, str(predefinito))
    if not _INTERO.fullmatch(testo) or int(testo) > massimo:
        raise ValidationError({nome: [f"Si scrive un numero intero da 1 a {massimo}."]})
    return int(testo)


def _address(request: Request, pagina: int) -> str:
    """This same list, at another page."""
    parametri = request.query_params.copy()
    parametri[PAGINA] = str(pagina)
    return request.build_absolute_uri(f"{request.path}?{parametri.urlencode()}")
