"""What the settings of entering refuse: each in a process of its own, as it would start."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PRODUZIONE = {
    "AMBIENTE": "produzione",
    "SECRET_KEY": "una-chiave-di-prova-lunga-più-di-cinquanta-caratteri-davvero",
    "ALLOWED_HOSTS": "portale.example",
    "BASE_URL": "https://portale.example",
    "DATABASE_URL": "postgres://u:p@127.0.0.1/x",
    "BROKER_URL": "redis://127.0.0.1/0",
    "CACHE_URL": "locmemcache://",
    "EMAIL_URL": "consolemail://",
}
GATEWAY = {
    "OIDC_SERVER_URL": "https://identita.example/spid",
    "OIDC_CLIENT_ID": "portale",
    "OIDC_SECRET": "segreto",
}


def read(name: str, **env: str) -> tuple[bool, str]:
    """Whether the settings can be read, and the value of one of them or the complaint."""
    code = f"from conciliazione import settings; print(settings.{name})"
    clean = {"PATH": os.environ["PATH"], "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env={**clean, **env}, capture_output=True, text=True
    )
    said = done.stdout if done.returncode == 0 else done.stderr
    return done.returncode == 0, said.strip().splitlines()[-1]


def test_production_makes_the_second_factor_mandatory() -> None:
    assert read("MFA_OBBLIGATORIA", **PRODUZIONE) == (True, "True")


@pytest.mark.parametrize("ambiente", ["demo", "sviluppo"])
def test_elsewhere_it_is_relaxed(ambiente: str) -> None:
    assert read("MFA_OBBLIGATORIA", AMBIENTE=ambiente) == (True, "False")


def test_production_refuses_to_relax_it() -> None:
    started, said = read("DEBUG", **PRODUZIONE, MFA_OBBLIGATORIA="false")
    assert (started, "MFA_OBBLIGATORIA non può essere falsa" in said) == (False, True)


def test_the_key_of_the_factors_is_that_of_the_portal_unless_said() -> None:
    assert read("CHIAVI_CIFRATURA", **PRODUZIONE) == (True, str([PRODUZIONE["SECRET_KEY"]]))
    assert read("CHIAVI_CIFRATURA", **PRODUZIONE, CHIAVI_CIFRATURA="")[0]
    due = ["n" * 50, "v" * 50]
    assert read("CHIAVI_CIFRATURA", **PRODUZIONE, CHIAVI_CIFRATURA=",".join(due)) == (
        True,
        str(due),
    )


def test_production_refuses_short_keys_of_the_factors() -> None:
    started, said = read("DEBUG", **PRODUZIONE, CHIAVI_CIFRATURA=f"{'n' * 50},corta")
    assert (started, "chiavi di almeno 50 caratteri" in said) == (False, True)


def test_production_speaks_with_the_gateway_by_https_only() -> None:
    plain = {**GATEWAY, "OIDC_SERVER_URL": "http://identita.example"}
    started, said = read("DEBUG", **PRODUZIONE, **plain)
    assert (started, "https" in said) == (False, True)


def test_passwords_for_the_staff_only_want_a_gateway() -> None:
    assert read("ACCESSO_LOCALE", ACCESSO_LOCALE="personale", **GATEWAY) == (True, "personale")
    started, said = read("DEBUG", ACCESSO_LOCALE="personale")
    assert (started, "serve OIDC_SERVER_URL" in said) == (False, True)


def test_an_unknown_audience_is_refused() -> None:
    started, said = read("DEBUG", ACCESSO_LOCALE="nessuno")
    assert (started, "deve essere tutti oppure personale" in said) == (False, True)


def test_the_form_may_lead_to_the_gateway_only() -> None:
    policy = "CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action']"
    assert read(policy) == (True, "[\"'self'\"]")
    assert read(policy, **GATEWAY) == (True, "[\"'self'\", 'https://identita.example']")
