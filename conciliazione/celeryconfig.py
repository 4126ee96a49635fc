"""How Celery runs here. Read when first needed, because it reads Django's settings.

The same for both brokers: kombu's filesystem transport (no server) and Redis.
"""

from celery.schedules import crontab
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from kombu.transport import TRANSPORT_ALIASES

# A job has this long; the broker must not think it lost any sooner.
task_soft_time_limit = 540
task_time_limit = 600
_visibility_timeout = 900

_su_file = settings.BROKER_URL.startswith("filesystem:")
# The host means nothing to folders, but kombu warns at every connection without one.
broker_url = "filesystem://localhost//" if _su_file else settings.BROKER_URL
broker_connection_timeout = 2
broker_connection_retry_on_startup = True

accept_content = ["json"]
task_serializer = "json"
task_ignore_result = True
result_backend = None
task_acks_late = True
task_reject_on_worker_lost = True
task_default_queue = "celery"
task_create_missing_queues = True
task_publish_retry = True
task_publish_retry_policy = {
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.2,
    "interval_max": 0.2,
}
worker_prefetch_multiplier = 1
worker_max_memory_per_child = 512_000  # kB: a child that grew beyond is replaced after its task
worker_hijack_root_logger = False
worker_send_task_events = False

timezone = settings.TIME_ZONE
beat_schedule_filename = str(settings.VAR_DIR / "calendario-lavori")
beat_schedule = {
    "riconcilia": {
        "task": "conciliazione.riconcilia",
        "schedule": settings.RICONCILIA_OGNI_SECONDI,
        # With no worker they would pile up and then all run at once.
        "options": {"expires": settings.RICONCILIA_OGNI_SECONDI},
    },
    "invia-messaggi": {
        "task": "conciliazione.invia_messaggi",
        "schedule": 60,
        "options": {"expires": 60},
    },
    "dimentica-richieste-convocazione": {
        "task": "rete.dimentica_richieste_convocazione",
        "schedule": 24 * 60 * 60,
    },
    "dimentica-segnalazioni": {
        "task": "rete.dimentica_segnalazioni",
        "schedule": 24 * 60 * 60,
    },
    # From that hour on, again and again: a worker that was down then does it when it is back.
    "raccogli-avvisi": {
        "task": "conciliazione.raccogli_avvisi",
        "schedule": crontab(minute="*/15", hour=f"{settings.RIEPILOGO_ORA}-23"),
        "options": {"expires": 15 * 60},
    },
    "dimentica": {"task": "conciliazione.dimentica", "schedule": 24 * 60 * 60},
    "dimentica-bozze": {"task": "rete.dimentica_bozze", "schedule": 24 * 60 * 60},
    "segui-proposte": {"task": "progetti.segui_proposte", "schedule": 60 * 60},
    "segui-domande": {"task": "rete.segui_domande", "schedule": 60 * 60},
    "chiudi-avvisi": {
        "task": "progetti.chiudi_avvisi",
        "schedule": 60,
        "options": {"expires": 60},
    },
    "dimentica-quesiti": {"task": "progetti.dimentica_quesiti", "schedule": 24 * 60 * 60},
    "segui-valutazioni": {"task": "progetti.segui_valutazioni", "schedule": 60},
    "segui-monitoraggio": {
        "task": "progetti.segui_monitoraggio",
        "schedule": 5 * 60,
        "options": {"expires": 5 * 60},
    },
    "segui-richieste": {"task": "progetti.segui_richieste", "schedule": 60 * 60},
    "dimentica-inviti": {"task": "rete.dimentica_inviti", "schedule": 24 * 60 * 60},
}


def _folders() -> dict[str, object]:
    """The folders of the filesystem broker, made on demand.

    Raises:
        ImproperlyConfigured: they cannot be made.
    """
    messaggi, controllo = settings.BROKER_DIR / "messaggi", settings.BROKER_DIR / "controllo"
    try:
        for cartella in (messaggi, controllo):
            cartella.mkdir(parents=True, exist_ok=True)
    except OSError as errore:
        raise ImproperlyConfigured(
            f"La cartella {settings.BROKER_DIR} non si può scrivere: renderla scrivibile"
            " oppure indicarne un'altra con VAR_DIR."
        ) from errore
    return {
        "data_folder_in": str(messaggi),
        "data_folder_out": str(messaggi),
        "control_folder": str(controllo),
        "store_processed": False,
    }


if _su_file:
    TRANSPORT_ALIASES["filesystem"] = "conciliazione.coda:Transport"
    broker_transport_options = _folders()
else:
    broker_transport_options = {
        "visibility_timeout": _visibility_timeout,
        "unacked_restore_interval": 10,
        "socket_connect_timeout": 2,
        "socket_timeout": 10,
    }
