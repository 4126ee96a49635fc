"""The Celery application: carries ids of rows, keeps no truth of its own.

A message lost or delivered twice changes nothing: `Elaborazione` decides (see `lavori`).
"""

import os
import resource

from celery import Celery, signals

from conciliazione.registro import begin_request, current_request

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conciliazione.settings")
app = Celery("conciliazione")
app.config_from_object("conciliazione.celeryconfig")
app.autodiscover_tasks()


@signals.setup_logging.connect
def keep_logging(**kwargs: object) -> None:
    """Leave logging as Django's settings want it: Celery's own stands back."""


@signals.before_task_publish.connect
def carry_request_id(headers: dict[str, object], **kwargs: object) -> None:
    """Send the id of the request along with the job that it asked for."""
    if request_id := current_request():
        headers["request_id"] = request_id


@signals.task_prerun.connect
def resume_request_id(task: object, **kwargs: object) -> None:
    """Log under the id of the request that asked for the job."""
    begin_request(getattr(task.request, "request_id", None))


@signals.worker_process_init.connect
def limit_process(**kwargs: object) -> None:
    """Bound memory and CPU of a process that may render documents, before it does anything."""
    from django.conf import settings

    if "pdf" in app.amqp.queues.consume_from:
        byte = settings.PDF_MEMORIA_MB * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (byte, byte))
        signals.task_prerun.connect(limit_cpu)


def limit_cpu(**kwargs: object) -> None:
    """Give each task its CPU time, counted from now, since a process serves many.

    The parent's time limit does the same by the wall clock; this one holds if the parent hangs.
    """
    usato = resource.getrusage(resource.RUSAGE_SELF)
    finora = int(usato.ru_utime + usato.ru_stime)
    _, massimo = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (finora + app.conf.task_time_limit, massimo))
