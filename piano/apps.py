from django.apps import AppConfig


class PianoConfig(AppConfig):
    name = "piano"
    verbose_name = "Piano territoriale"

    def ready(self) -> None:
        """Register what the room knows and does."""
        from piano import capitoli, cifre, tasks, transitions  # noqa: F401
