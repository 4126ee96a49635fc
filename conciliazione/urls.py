"""Every address of the portal."""

from django.urls import include, path

from conciliazione import views
from conciliazione.admin import amministrazione
from conciliazione.pagine import cerca, macchine, portale, posta_demo, scrivania, sviluppatori

urlpatterns = [
    path("", portale.home, name="home"),
    path("scrivania/", scrivania.desk, name="scrivania"),
    path("scrivania/", include("rete.scrivania_urls")),
    path("rete/", include("rete.urls")),
    path("servizi/", include("rete.servizi_urls")),
    path("aderisci/", include("rete.aderisci_urls")),
    path("alleanze/", include("alleanze.urls")),
    path("progetti/", include("progetti.urls")),
    path("avvisi/", include("progetti.avvisi_urls")),
    path("avvisi/", include("progetti.graduatoria_urls")),
    path("proposte/", include("progetti.proposte_urls")),
    path("valutazioni/", include("progetti.valutazioni_urls")),
    path("monitoraggio/", include("progetti.monitoraggio_urls")),
    path("formazione/", include("formazione.urls")),
    path("risorse/", include("risorse.urls")),
    path("piano/", include("piano.urls")),
    path("api/v1/", include("rete.api_urls")),
    path("api/", sviluppatori.api, name="developers"),
    path("api/", include("conciliazione.api_urls")),
    path("opendata/", include("conciliazione.opendata_urls")),
    path("accesso/", include("rete.accesso_urls")),
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
    path("documenti/<slug:codice>/", views.documento, name="documento"),
    path("demo/posta/", posta_demo.OutboxView.as_view(), name="demo_outbox"),
    path("demo/posta/<slug:impronta>/", posta_demo.message, name="demo_message"),
    path("demo/posta/<slug:impronta>/allegato/", posta_demo.attachment, name="demo_attachment"),
    path(
        "demo/posta/<slug:impronta>/appuntamento.ics",
        posta_demo.appointment,
        name="demo_appointment",
    ),
    path("amministrazione/", amministrazione.urls),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("status", views.status, name="status"),
]

handler400 = views.bad_request
handler404 = views.not_found
handler500 = views.server_error
