"""Who steals the database steals no second factor; the key that hides them can be changed."""

import json
import time
from importlib import import_module

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.apps import apps
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from conciliazione.cifratura import Unreadable, decrypt, encrypt, renew
from rete.models import Utente
from tests.cast import PASSWORD

migrazione = import_module("rete.migrations.0010_cifra_secondi_fattori")
SEME = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
VECCHIA, NUOVA = "v" * 60, "n" * 60


@pytest.fixture(autouse=True)
def _key(settings: object) -> None:
    settings.CHIAVI_CIFRATURA = [VECCHIA]


@pytest.fixture
def persona(estraneo: Utente) -> Utente:
    """Who has an app and recovery codes."""
    TOTP.activate(estraneo, SEME)
    RecoveryCodes.activate(estraneo)
    return estraneo


def written() -> str:
    """All that the database holds of the factors."""
    return json.dumps(list(Authenticator.objects.order_by("pk").values_list("data", flat=True)))


def enters(utente: Utente, codice: str) -> bool:
    client = Client()
    client.post(reverse("account_login"), {"login": utente.email, "password": PASSWORD})
    client.post(reverse("mfa_authenticate"), {"code": codice})
    return client.get(reverse("mfa_index")).status_code == 200


def shown_by_app() -> str:
    return format_hotp_value(hotp_value(SEME, int(time.time()) // 30))


def codes_of(utente: Utente) -> list[str]:
    return RecoveryCodes(utente.authenticator_set.get(type="recovery_codes")).get_unused_codes()


def renew_command(capsys: pytest.CaptureFixture) -> str:
    call_command("rinnova_cifratura")
    return capsys.readouterr().out


@pytest.mark.parametrize("testo", ["", SEME, "perché «no» 😀", "x" * 5000])
def test_what_is_encrypted_is_read_again(testo: str) -> None:
    assert decrypt(encrypt(testo)) == testo
    assert encrypt(testo) != encrypt(testo)


@pytest.mark.parametrize("scritto", ["", SEME, "gAAAAA==", "\x00"])
def test_what_was_not_encrypted_is_refused(scritto: str) -> None:
    for read in (decrypt, renew):
        with pytest.raises(Unreadable, match="CHIAVI_CIFRATURA"):
            read(scritto)


def test_one_character_changed_is_refused() -> None:
    cifrato = encrypt(SEME)
    with pytest.raises(Unreadable):
        decrypt(cifrato[:40] + ("A" if cifrato[40] != "A" else "B") + cifrato[41:])


def test_the_database_holds_neither_seed_nor_codes(persona: Utente) -> None:
    assert SEME not in written()
    semi = [
        fattore["secret" if "secret" in fattore else "seed"] for fattore in json.loads(written())
    ]
    assert decrypt(semi[0]) == SEME
    assert len(decrypt(semi[1])) == 80


def test_the_code_of_the_app_and_a_recovery_code_open(persona: Utente) -> None:
    assert enters(persona, shown_by_app())
    assert enters(persona, codes_of(persona)[0])
    assert not enters(persona, "000000")


def test_a_new_key_is_put_in_and_the_old_one_taken_away(
    persona: Utente, settings: object, capsys: pytest.CaptureFixture
) -> None:
    codici = codes_of(persona)
    settings.CHIAVI_CIFRATURA = [NUOVA, VECCHIA]
    assert codes_of(persona) == codici
    assert renew_command(capsys) == "Secondi fattori riscritti con la chiave nuova: 2.\n"
    assert renew_command(capsys) == "Secondi fattori riscritti con la chiave nuova: 0.\n"
    settings.CHIAVI_CIFRATURA = [NUOVA]
    assert enters(persona, shown_by_app())
    assert codes_of(persona) == codici


def test_a_code_used_before_the_key_changed_stays_used(persona: Utente, settings: object) -> None:
    usato, *altri = codes_of(persona)
    assert enters(persona, usato)
    settings.CHIAVI_CIFRATURA = [NUOVA, VECCHIA]
    call_command("rinnova_cifratura")
    assert codes_of(persona) == altri
    assert not enters(persona, usato)


def test_without_the_old_key_nothing_is_rewritten(persona: Utente, settings: object) -> None:
    prima = written()
    settings.CHIAVI_CIFRATURA = [NUOVA]
    with pytest.raises(CommandError, match="nessun dato è stato cambiato"):
        call_command("rinnova_cifratura")
    assert written() == prima


def test_what_was_written_before_is_encrypted_where_it_is_and_back(estraneo: Utente) -> None:
    prima = [
        {"secret": SEME},
        {"migrated_codes": ["11112222", "33334444"], "used_mask": 1},
        {"name": "Passkey 1", "credential": {"id": "pubblico"}},
    ]
    for tipo, dati in zip(("totp", "recovery_codes", "webauthn"), prima, strict=True):
        Authenticator.objects.create(user=estraneo, type=tipo, data=dati)
    migrazione.hide(apps, None)
    for segreto in (SEME, "11112222", "33334444"):
        assert segreto not in written()
    assert "pubblico" in written()
    assert enters(estraneo, shown_by_app())
    migrazione.show(apps, None)
    assert json.loads(written()) == prima
