"""The same file, or the same page, given as a proof more than once."""

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
