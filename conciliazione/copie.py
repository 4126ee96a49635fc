"""What was sent, kept as it was sent: its data, perhaps its document, and their fingerprint."""

import hashlib
import json
from collections.abc import Mapping

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import QuerySet

from conciliazione.models import CopiaSigillata, Documento


def fingerprint(dati: Mapping[str, object]) -> str:
    """The SHA-256 of `dati` written in the one canonical way: the same data, the same letters.

    Raises:
        TypeError: `dati` holds something that is not JSON.
        ValueError: `dati` holds a number that is not finite.
    """
    scritti = json.dumps(
        dati, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )
    return hashlib.sha256(scritti.encode()).hexdigest()


def seal_copy(
    obj: models.Model,
    dati: Mapping[str, object],
    by: AbstractBaseUser | None,
    documento: Documento | None = None,
) -> CopiaSigillata:
    """Keep a copy of what `obj` was when it was sent; from then on nobody changes it.

    Called inside the transaction of what sends it.
    """
    return CopiaSigillata.objects.create(
        oggetto_tipo=ContentType.objects.get_for_model(obj),
        oggetto_id=str(obj.pk),
        dati=dict(dati),
        sha256=fingerprint(dati),
        documento=documento,
        sigillata_da=by,
    )


def seal_next(
    obj: models.Model, dati: Mapping[str, object], by: AbstractBaseUser | None, motivo: str = ""
) -> CopiaSigillata:
    """Keep one more copy of `obj`: it says why it is another (`motivo`) and the fingerprint of the
    one in whose place it stands (`al_posto_di`); both empty in the first."""
    prima = copies_of(obj).last()
    quale = {"motivo": motivo, "al_posto_di": prima.sha256 if prima else ""}
    return seal_copy(obj, {**dati, **quale}, by)


def copies_of(obj: models.Model) -> QuerySet[CopiaSigillata]:
    """The copies of `obj` with their files, the first of them first."""
    return CopiaSigillata.objects.about(obj).select_related("documento")


def attach(copia: CopiaSigillata, documento: Documento) -> bool:
    """Give a copy the PDF made of it, once; False where it has one already."""
    righe = CopiaSigillata.objects.filter(pk=copia.pk, documento=None)
    return righe.update(documento=documento) == 1
