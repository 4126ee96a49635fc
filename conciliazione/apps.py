from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ConciliazioneConfig(AppConfig):
    name = "conciliazione"
    verbose_name = "Impianto"

    def ready(self) -> None:
        from conciliazione import guardie

        post_migrate.connect(
            guardie.install_after_migration, dispatch_uid="guardie dopo le migrazioni"
        )
