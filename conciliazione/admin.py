"""Django's admin, for superusers who mend a row by hand; staff work in the pages of the portal."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import QuerySet
from django.forms import ModelChoiceField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator

from conciliazione.models import (
    CopiaSigillata,
    Documento,
    Elaborazione,
    Messaggio,
    Passaggio,
    Ricevuta,
)
from conciliazione.velo import unveiled


class Amministrazione(admin.AdminSite):
    """The admin without a login of its own: there is one way in, the portal's."""

    site_header = site_title = "Rete Conciliazione, amministrazione"
    index_title = "Tabelle"

    @method_decorator(login_not_required)
    def login(
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        """Where Django sends whoever asks for a page and is not, or not yet, a superuser."""
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))


amministrazione = Amministrazione()


class VeiledAdmin(admin.ModelAdmin):
    """Without the rows that for now are hidden from everybody."""

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return unveiled(super().get_queryset(request))


class MendableAdmin(VeiledAdmin):
    """Rows that a superuser may correct."""

    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    list_select_related = True

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: object
    ) -> ModelChoiceField | None:
        """Read with the choices what their names are made of."""
        scelte = unveiled(db_field.remote_field.model._default_manager.select_related())
        return super().formfield_for_foreignkey(db_field, request, **{"queryset": scelte, **kwargs})


class ReadOnlyAdmin(VeiledAdmin):
    """Rows that only transitions, jobs or nobody may change: those with a state or a seal."""

    list_select_related = True

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class PassaggioAdmin(ReadOnlyAdmin):
    list_display = ["quando", "oggetto_tipo", "verbo", "da", "a", "autore", "in_veste_di"]
    list_select_related = ["oggetto_tipo", "autore"]
    list_filter = ["verbo"]


class ElaborazioneAdmin(ReadOnlyAdmin):
    list_display = ["codice", "genere", "stato", "tentativi", "avanzamento", "creata_il"]
    list_filter = ["genere", "stato"]


class DocumentoAdmin(ReadOnlyAdmin):
    """Without the file: that is served by its owner's page only."""

    list_display = ["nome", "tipo", "dimensione", "riservatezza", "caricato_il"]
    list_filter = ["tipo", "riservatezza"]
    exclude = ["file"]


class MessaggioAdmin(ReadOnlyAdmin):
    """Without the text: it may carry a link that lets its reader in."""

    list_display = ["oggetto", "destinatario", "stato", "tentativi", "creato_il"]
    list_filter = ["stato"]
    exclude = ["testo", "chiave"]


amministrazione.register(Passaggio, PassaggioAdmin)
amministrazione.register(Elaborazione, ElaborazioneAdmin)
amministrazione.register(Documento, DocumentoAdmin)
amministrazione.register(Messaggio, MessaggioAdmin)
amministrazione.register([CopiaSigillata, Ricevuta], ReadOnlyAdmin)
