"""What was sent, kept as it was sent: its data, perhaps its document, and their fingerprint."""

import hashlib
import json
from collections.abc import Mapping

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import models

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
