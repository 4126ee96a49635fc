"""More rows like those that are there: each row of the plan, copied with its parts."""

from itertools import count

from django.db import models, transaction

from formazione.models import (
    AzioneComunicazione,
    Contenuto,
    Iniziativa,
    ObiettivoComunicazione,
    ObiettivoFormazione,
    Pubblico,
    TemaFormazione,
    Testata,
)
from piano.models import (
    AllegatoRichiamato,
    Dichiarazione,
    Finalita,
    IndicatorePiano,
    ObiettivoGenerale,
    TabellaContesto,
)
from progetti.models import ObiettivoSpecifico
from rete.models import (
    Ambito,
    Atto,
    CensimentoServizi,
    Comune,
    EsempioServizio,
    FaseProcedura,
    Norma,
    Organo,
    Soggetto,
    TipologiaServizio,
)
from risorse.models import Voce

# Whole lists of the document; the parts of each row follow it.
ELENCHI = (
    Ambito,
    Atto,
    EsempioServizio,
    FaseProcedura,
    Norma,
    Organo,
    Soggetto,
    TipologiaServizio,
    ObiettivoSpecifico,
    AzioneComunicazione,
    Contenuto,
    Iniziativa,
    ObiettivoComunicazione,
    ObiettivoFormazione,
    Pubblico,
    TemaFormazione,
    Testata,
    Voce,
    AllegatoRichiamato,
    Dichiarazione,
    Finalita,
    IndicatorePiano,
    ObiettivoGenerale,
)
# Parts that the database protects, or that hang from two rows.
PARTI = {Ambito: ("comuni",), TipologiaServizio: ("censimenti",)}
STANZE = {"rete", "progetti", "formazione", "risorse", "piano"}
SALTO = 1000
_nuovi = count(1)


@transaction.atomic
def multiply_rows(volte: int) -> int:
    """Copy every row of the lists until there are `volte` times as many; how many are new."""
    for modello in ELENCHI:
        for riga in list(modello.objects.all()):
            for volta in range(1, volte):
                copy(riga, volta)
    for tabella in TabellaContesto.objects.all():
        tabella.righe = tabella.righe * volte
        tabella.save(update_fields=["righe"])
    return next(_nuovi) - 1


def copy(riga: models.Model, volta: int, **padre: models.Model) -> None:
    """Save a copy of `riga`, then of its parts."""
    nuova = type(riga)(**{f.attname: getattr(riga, f.attname) for f in riga._meta.concrete_fields})
    nuova.pk = None
    _make_distinct(nuova, volta, next(_nuovi))
    for nome, valore in padre.items():
        setattr(nuova, nome, valore)
    nuova.save(force_insert=True)
    for relazione in _parts(type(riga)):
        for parte in getattr(riga, relazione.get_accessor_name()).all():
            copy(parte, volta, **{relazione.field.name: nuova})


def _parts(modello: type[models.Model]) -> list[models.ManyToOneRel]:
    """What belongs to a row and goes with it."""
    anche = PARTI.get(modello, ())
    return [
        r
        for r in modello._meta.related_objects
        if r.one_to_many
        and (r.on_delete is models.CASCADE or r.get_accessor_name() in anche)
        and r.related_model._meta.app_label
        in {"rete", "progetti", "formazione", "risorse", "piano"}
    ]


def _make_distinct(riga: models.Model, volta: int, n: int) -> None:
    """Give the copy a key of its own, as the constraints of its model ask."""
    if isinstance(riga, Comune):
        riga.codice_istat, riga.codice_catastale = f"{900000 + n}", f"{n:04x}"[-4:]
    if isinstance(riga, CensimentoServizi):
        return
    for campo in riga._meta.concrete_fields:
        valore = getattr(riga, campo.attname)
        if campo.name == "slug":
            riga.slug = f"{valore[:60]}-{n}"
        elif campo.name == "numero" and isinstance(valore, str):
            riga.numero = valore and f"{valore[:30]}/{n}"
        elif campo.name in {"ordine", "numero"} and isinstance(valore, int):
            setattr(riga, campo.attname, _further(riga, campo.name, valore, volta))
        elif campo.name == "denominazione" and isinstance(riga, Soggetto | Ambito | Testata):
            riga.denominazione = f"{valore[:100]} {n}"
        elif campo.unique and campo.null:
            setattr(riga, campo.attname, None)


def _further(riga: models.Model, nome: str, valore: int, volta: int) -> int | None:
    return None if nome == "numero" and isinstance(riga, Ambito) else valore + SALTO * volta
