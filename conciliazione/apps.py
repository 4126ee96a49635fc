from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.module_loading import autodiscover_modules


class ConciliazioneConfig(AppConfig):
    name = "conciliazione"
    verbose_name = "Impianto"

    def ready(self) -> None:
        from conciliazione import guardie

        pre_migrate.connect(
            guardie.remove_before_migration, dispatch_uid="guardie prima delle migrazioni"
        )
        post_migrate.connect(
            guardie.install_after_migration, dispatch_uid="guardie dopo le migrazioni"
        )
        # A page that enqueues must know the kinds of job as well as the worker does.
        autodiscover_modules("tasks")
        # What the search of the whole site looks through.
        autodiscover_modules("ricerca")
