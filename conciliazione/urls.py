"""Every address of the portal."""

from allauth.account import views as accesso
from django.urls import include, path, re_path

from conciliazione import views
from conciliazione.admin import amministrazione
from conciliazione.pagine import cerca, macchine, portale, sviluppatori

# The views of allauth that our settings use, and no other.
ACCESSO = [
    path("", accesso.login, name="account_login"),
    path("esci/", accesso.logout, name="account_logout"),
    path("sospeso/", accesso.account_inactive, name="account_inactive"),
    path("registrazione/", accesso.signup, name="account_signup"),
    path("conferma/", accesso.reauthenticate, name="account_reauthenticate"),
    path("password/", accesso.password_change, name="account_change_password"),
    path("password/scegli/", accesso.password_set, name="account_set_password"),
    path("recupero/", accesso.password_reset, name="account_reset_password"),
    path("recupero/inviato/", accesso.password_reset_done, name="account_reset_password_done"),
    path(
        "recupero/fatto/",
        accesso.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^recupero/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        accesso.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]

urlpatterns = [
    path("", portale.home, name="home"),
    path("rete/", include("rete.urls")),
    path("servizi/", include("rete.servizi_urls")),
    path("alleanze/", include("alleanze.urls")),
    path("progetti/", include("progetti.urls")),
    path("formazione/", include("formazione.urls")),
    path("risorse/", include("risorse.urls")),
    path("piano/", include("piano.urls")),
    path("api/v1/", include("rete.api_urls")),
    path("api/", sviluppatori.api, name="developers"),
    path("api/", include("conciliazione.api_urls")),
    path("opendata/", include("conciliazione.opendata_urls")),
    path("accesso/", include(ACCESSO)),
    path("cerca/", cerca.search, name="search"),
    path("accessibilita/", portale.accessibilita, name="accessibility"),
    path("privacy/", portale.privacy, name="privacy"),
    path("note-legali/", portale.note_legali, name="legal_notes"),
    path("segnala-un-problema/", include("rete.segnalazioni_urls")),
    path("mappa-del-sito/", portale.mappa_del_sito, name="site_map"),
    path("sitemap.xml", macchine.sitemap, name="sitemap"),
    path("robots.txt", macchine.robots, name="robots"),
    path("novita.atom", macchine.novita, name="novita"),
    path(".well-known/security.txt", macchine.security, name="security"),
    path("amministrazione/", amministrazione.urls),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("status", views.status, name="status"),
]

handler400 = views.bad_request
handler404 = views.not_found
handler500 = views.server_error
