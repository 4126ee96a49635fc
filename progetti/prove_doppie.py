"""The same file, or the same page, given as a proof more than once."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from progetti.enums import StatoProva
from progetti.models import FileProva, Progetto, Prova

CONTANO = (StatoProva.DA_REGISTRARE, StatoProva.REGISTRATA)


def with_file(sha256: str) -> QuerySet[Prova]:
    """The proofs that have that file, in any project: neither refused nor annulled."""
    uguali = FileProva.objects.filter(documento__sha256=sha256)
    return Prova.objects.filter(stato__in=CONTANO, pk__in=uguali.values("prova"))


def here(progetto: Progetto, sha256: str) -> Prova | None:
    """The proof of the project that has that file already."""
    return with_file(sha256).filter(progetto=progetto).order_by("pk").first()


def elsewhere(progetto: Progetto, sha256: str) -> QuerySet[Prova]:
    """The proofs of other projects that have that file."""
    return with_file(sha256).exclude(progetto=progetto)


def twins_of(prova: Prova) -> QuerySet[Prova]:
    """The other proofs, in any project, with a file or a page of this one."""
    impronte = FileProva.objects.filter(prova=prova).values("documento__sha256")
    file = FileProva.objects.filter(documento__sha256__in=impronte)
    uguali = Q(pk__in=file.values("prova"))
    if prova.link:
        uguali |= Q(link=prova.link)
    altre = Prova.objects.filter(uguali, stato__in=CONTANO).exclude(pk=prova.pk)
    return altre.select_related("progetto").order_by("progetto", "pk")


def twins_of_each(prove: Iterable[Prova]) -> dict[int, list[Prova]]:
    """The same as `twins_of` for each of `prove`, by its id; three queries for all of them.

    Those that have none are not there.
    """
    prove = list(prove)
    gemelle: dict[int, dict[int, Prova]] = defaultdict(dict)
    for quale, altra in (*_by_file(prove), *_by_link(prove)):
        if quale != altra.pk:
            gemelle[quale][altra.pk] = altra
    return {
        pk: sorted(trovate.values(), key=lambda p: (p.progetto.ciclo_id, p.progetto.lettera, p.pk))
        for pk, trovate in gemelle.items()
    }


def _by_file(prove: list[Prova]) -> list[tuple[int, Prova]]:
    """Each of `prove` with the proofs that have a file of it, itself among them."""
    file = FileProva.objects.filter(prova__in=prove)
    chi = defaultdict(set)
    for prova, impronta in file.values_list("prova", "documento__sha256"):
        chi[impronta].add(prova)
    uguali = FileProva.objects.filter(documento__sha256__in=chi, prova__stato__in=CONTANO)
    legate = uguali.select_related("prova__progetto", "documento")
    return [(pk, riga.prova) for riga in legate for pk in chi[riga.documento.sha256]]


def _by_link(prove: list[Prova]) -> list[tuple[int, Prova]]:
    """Each of `prove` that is a page with the proofs that are the same page, itself among them."""
    chi = defaultdict(set)
    for prova in prove:
        if prova.link:
            chi[prova.link].add(prova.pk)
    uguali = Prova.objects.filter(link__in=chi, stato__in=CONTANO).select_related("progetto")
    return [(pk, altra) for altra in uguali for pk in chi[altra.link]]
