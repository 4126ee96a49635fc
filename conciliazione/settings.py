"""Every setting of the portal, read from the environment (table in README.md).

`AMBIENTE` says what kind of installation this is:
- `sviluppo` (default): a developer's machine and the tests;
- `demo`: `make demo`, public passwords and demo data;
- `produzione`: starts only with its own key, hosts, database and broker.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from conciliazione.gateway import gateway_origin, gateway_provider
from conciliazione.registro import logging_config

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

AMBIENTE = env.str("AMBIENTE", default="sviluppo")
if AMBIENTE not in {"sviluppo", "demo", "produzione"}:
    raise ImproperlyConfigured(
        f"AMBIENTE vale «{AMBIENTE}»: deve essere sviluppo, demo oppure produzione."
    )
PRODUZIONE = AMBIENTE == "produzione"
DEMO = AMBIENTE == "demo"

NECESSARIE = (
    *("SECRET_KEY", "ALLOWED_HOSTS", "BASE_URL"),
    *("DATABASE_URL", "BROKER_URL", "CACHE_URL", "EMAIL_URL"),
)
if PRODUZIONE and (mancanti := [nome for nome in NECESSARIE if not env.str(nome, default="")]):
    raise ImproperlyConfigured(
        "In produzione mancano le variabili d'ambiente: " + ", ".join(mancanti) + "."
    )

CHIAVE_DI_SVILUPPO = "chiave-di-sviluppo-che-la-produzione-rifiuta"
SECRET_KEY = env.str("SECRET_KEY", default=CHIAVE_DI_SVILUPPO)
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUZIONE else ["127.0.0.1", "localhost"])
BASE_URL = env.str("BASE_URL", default="http://127.0.0.1:8000").rstrip("/")

# Everything the portal writes on disk stands below one folder.
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))

INSTALLED_APPS = [
    "piano",
    "risorse",
    "formazione",
    "progetti",
    "alleanze",
    "rete",
    "conciliazione",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "crispy_forms",
    "django_filters",
    "django_htmx",
    "rest_framework",
    "csp",
    "simple_history",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.forms",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
]

MIDDLEWARE = [
    "conciliazione.middleware.identify_request",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "conciliazione.middleware.harden_response",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "rete.middleware.require_second_factor",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "conciliazione.middleware.refuse_huge_request",
]

ROOT_URLCONF = "conciliazione.urls"
WSGI_APPLICATION = "conciliazione.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "rete.context_processors.portale",
            ],
            "builtins": ["conciliazione.templatetags.componenti"],
        },
    }
]
FORM_RENDERER = "conciliazione.moduli.FormRenderer"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap_italia"
CRISPY_TEMPLATE_PACK = "bootstrap_italia"

# --- Data -------------------------------------------------------------------------------------

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'rete.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        ),
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        {
            "pool": {"min_size": 1, "max_size": 10, "timeout": 10},
            "options": (
                "-c statement_timeout=30000 -c lock_timeout=10000"
                " -c idle_in_transaction_session_timeout=60000"
            ),
        }
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://")}

STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": env.str("FILE_DIR", default=str(VAR_DIR / "file")),
            "file_permissions_mode": 0o640,
        },
    },
    "staticfiles": {
        "BACKEND": env.str(
            "STATICFILES_BACKEND",
            # Hashed names need `collectstatic`, which developers and tests do without.
            default="django.contrib.staticfiles.storage.StaticFilesStorage"
            if AMBIENTE == "sviluppo"
            else "whitenoise.storage.CompressedManifestStaticFilesStorage",
        )
    },
}

# Django bounds the text of a request only: files are bounded as they come, and all of it before.
FILE_MASSIMO_MB = env.int("FILE_MASSIMO_MB", default=25)
RICHIESTA_MASSIMA_MB = env.int("RICHIESTA_MASSIMA_MB", default=100)
FILE_UPLOAD_HANDLERS = ["conciliazione.ricezione.BoundedUploadHandler"]
DATA_UPLOAD_MAX_NUMBER_FILES = 10
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
# Certificates of whom signatures are trusted, one or more in each file; without, no chain is.
FIRME_RADICI_DIR = env.str("FIRME_RADICI_DIR", default="")

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(VAR_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static" / "dist"]
# A developer and the tests see static/dist as it is, without `collectstatic`.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = AMBIENTE == "sviluppo"

# --- People -----------------------------------------------------------------------------------

AUTH_USER_MODEL = "rete.Utente"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "conciliazione.password.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "scrivania"
ACCOUNT_ADAPTER = "rete.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# Nobody enters before having shown that the address is theirs.
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_FORMS = {"add_email": "rete.forms.accesso.NewEmailForm"}
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
# The portal writes to its own users only, and its subjects need no host name before them.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# The link to choose a new password lies in a mailbox, and in our outbox: it is short-lived.
PASSWORD_RESET_TIMEOUT = 2 * 60 * 60
# Attempts are counted by address: behind how many proxies of ours it is read.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("PROXY_FIDATI", default=1 if PRODUZIONE else 0)
SESSION_COOKIE_AGE = env.int("SESSION_COOKIE_AGE", default=8 * 60 * 60)

# The second factor: who works for the lead body or sits in the Comitato has no right without it.
MFA_OBBLIGATORIA = env.bool("MFA_OBBLIGATORIA", default=PRODUZIONE)
MFA_ADAPTER = "rete.accounts.MFAAdapter"
# Under what their seeds are encrypted in the database: the first key writes, all of them read.
CHIAVI_CIFRATURA = env.list("CHIAVI_CIFRATURA", default=[]) or [SECRET_KEY]
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Nobody is in with an address not verified; one under change does not take the factors away.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUZIONE
MFA_FORMS = {
    "activate_totp": "rete.forms.accesso.ActivateTOTPForm",
    "authenticate": "rete.forms.accesso.AuthenticateForm",
    "reauthenticate": "rete.forms.accesso.ReauthenticateForm",
    "add_webauthn": "rete.forms.accesso.AddPasskeyForm",
    "edit_webauthn": "rete.forms.accesso.RenamePasskeyForm",
}

# The gateway to SPID and CIE, any server of OpenID Connect; without its address it is not shown.
OIDC_SERVER_URL = env.str("OIDC_SERVER_URL", default="").rstrip("/")
OIDC_NOME = env.str("OIDC_NOME", default="SPID o CIE")
OIDC_ID = env.str("OIDC_ID", default="spid-cie")
OIDC_CLIENT_ID = env.str("OIDC_CLIENT_ID", default="")
OIDC_SECRET = env.str("OIDC_SECRET", default="")
SOCIALACCOUNT_ADAPTER = "rete.accounts.SocialAccountAdapter"
SOCIALACCOUNT_PROVIDERS = gateway_provider(
    OIDC_SERVER_URL, OIDC_ID, OIDC_NOME, OIDC_CLIENT_ID, OIDC_SECRET
)
# An account that is there is linked by the address that the gateway says to be verified.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
# For whom a password of the portal opens it: `tutti`, or the `personale` that needs MFA.
ACCESSO_LOCALE = env.str("ACCESSO_LOCALE", default="tutti")
if ACCESSO_LOCALE not in {"tutti", "personale"}:
    raise ImproperlyConfigured(
        f"ACCESSO_LOCALE vale «{ACCESSO_LOCALE}»: deve essere tutti oppure personale."
    )
if ACCESSO_LOCALE == "personale" and not OIDC_SERVER_URL:
    raise ImproperlyConfigured(
        "ACCESSO_LOCALE=personale lascia fuori chi non è del personale: serve OIDC_SERVER_URL."
    )

# --- Language, time ---------------------------------------------------------------------------

LANGUAGE_CODE = "it"
USE_I18N = True
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = "Europe/Rome"
USE_TZ = True

# --- Jobs -------------------------------------------------------------------------------------

BROKER_URL = env.str("BROKER_URL", default="filesystem://localhost")
BROKER_DIR = VAR_DIR / "broker"
ELABORAZIONE_LEASE_SECONDI = env.int("ELABORAZIONE_LEASE_SECONDI", default=60)
ELABORAZIONE_TENTATIVI = env.int("ELABORAZIONE_TENTATIVI", default=3)
RICONCILIA_OGNI_SECONDI = env.int("RICONCILIA_OGNI_SECONDI", default=15)
PDF_MEMORIA_MB = env.int("PDF_MEMORIA_MB", default=2048)

# --- Logs -------------------------------------------------------------------------------------

LOGGING = logging_config(json=PRODUZIONE)

# --- Mail -------------------------------------------------------------------------------------

EMAIL_CONFIG = env.email_url("EMAIL_URL", default=f"filemail:///{VAR_DIR / 'posta'}")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="portale@rete.example")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# When the notices that wait go out in one mail, in the zone of `TIME_ZONE`.
RIEPILOGO_ORA = env.int("RIEPILOGO_ORA", default=7)
if not 0 <= RIEPILOGO_ORA <= 23:
    raise ImproperlyConfigured(f"RIEPILOGO_ORA vale {RIEPILOGO_ORA}: deve essere da 0 a 23.")

# --- Links that the law wants on every page; empty: our provisional page stands in ---------------

LINK_ACCESSIBILITA = env.str("LINK_ACCESSIBILITA", default="")
LINK_PRIVACY = env.str("LINK_PRIVACY", default="")
LINK_NOTE_LEGALI = env.str("LINK_NOTE_LEGALI", default="")
LINK_SEGNALAZIONI = env.str("LINK_SEGNALAZIONI", default="")

# --- Browser security -------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "base-uri": [NONE],
        "connect-src": [SELF],
        "font-src": [SELF],
        # The form that leads to the gateway is answered with a redirect to it.
        "form-action": [SELF, *gateway_origin(OIDC_SERVER_URL)],
        "frame-ancestors": [NONE],
        "img-src": [SELF, "data:"],
        "script-src": [SELF],
        "style-src": [SELF],
        "manifest-src": [SELF],
    }
}
PERMISSIONS_POLICY = dict.fromkeys(
    ["accelerometer", "camera", "geolocation", "gyroscope", "microphone", "payment", "usb"], ()
)
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

if PRODUZIONE:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-sessione"
    CSRF_COOKIE_NAME = "__Host-csrf"
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    # Asked from inside the network, on the process's own port.
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=63_072_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    CSRF_TRUSTED_ORIGINS = [BASE_URL]

# --- API --------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "EXCEPTION_HANDLER": "conciliazione.api.problem_response",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "NUM_PROXIES": ALLAUTH_TRUSTED_PROXY_COUNT,
    # No `?format=`: the address or the Accept header says it.
    "URL_FORMAT_OVERRIDE": None,
}
# How many requests one address may make to the API in each period.
API_LIMITE_RICHIESTE = env.int("API_LIMITE_RICHIESTE", default=300)
API_LIMITE_SECONDI = env.int("API_LIMITE_SECONDI", default=60)
SPECTACULAR_SETTINGS = {
    "OAS_VERSION": "3.0.3",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SCHEMA_PATH_PREFIX_TRIM": True,
    "POSTPROCESSING_HOOKS": [],
}

# --- What production does not start with ----------------------------------------------------------

if PRODUZIONE:
    if SECRET_KEY == CHIAVE_DI_SVILUPPO or len(SECRET_KEY) < 50:
        raise ImproperlyConfigured(
            "SECRET_KEY in produzione deve essere propria dell'installazione e di almeno"
            " 50 caratteri."
        )
    if any(len(chiave) < 50 for chiave in CHIAVI_CIFRATURA):
        raise ImproperlyConfigured(
            "CHIAVI_CIFRATURA in produzione è un elenco di chiavi di almeno 50 caratteri."
        )
    if DEBUG:
        raise ImproperlyConfigured("DEBUG non può essere attivo in produzione.")
    if OIDC_SERVER_URL.startswith("http:"):
        raise ImproperlyConfigured("In produzione OIDC_SERVER_URL è un indirizzo https.")
    if not MFA_OBBLIGATORIA:
        raise ImproperlyConfigured(
            "MFA_OBBLIGATORIA non può essere falsa in produzione: il secondo fattore è facoltativo"
            " solo in una demo."
        )
