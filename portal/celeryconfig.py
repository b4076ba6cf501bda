"""How Celery runs here: acknowledged late, no results kept, beat sweeps what a lost task missed."""

from typing import Any

from django.conf import settings
from kombu import Queue

# Kombu warns of a missing host, which a folder does not have.
broker_url = "filesystem://localhost" if settings.BROKER_URL == "filesystem://" else settings.BROKER_URL
broker_connection_retry_on_startup = True
task_ignore_result = True
task_acks_late = True
task_reject_on_worker_lost = True
worker_prefetch_multiplier = 1
worker_hijack_root_logger = False
task_serializer = "json"
accept_content = ["json"]
timezone = "UTC"
# A message only wakes a worker and the sweep makes up for a lost one: nobody waits long for a broker that is gone.
broker_connection_timeout = 2
task_publish_retry_policy = {"max_retries": 1, "interval_start": 0, "interval_step": 0.2, "interval_max": 0.2}
task_default_queue = "proviso"
task_queues = [Queue("proviso", queue_arguments={"x-queue-type": "quorum"} if broker_url.startswith("amqp") else None)]
broker_transport_options: dict[str, Any] = {}
if broker_url.startswith("amqp"):
    broker_transport_options["confirm_publish"] = True
    worker_detect_quorum_queues = True
elif broker_url.startswith("filesystem"):
    broker_transport = "portal.folder_broker:Transport"
    _folders = {name: settings.BROKER_DIR / name for name in ("queue", "control")}
    for _folder in _folders.values():
        _folder.mkdir(parents=True, exist_ok=True)
    broker_transport_options |= {
        "data_folder_in": str(_folders["queue"]),
        "data_folder_out": str(_folders["queue"]),
        "control_folder": str(_folders["control"]),
        "polling_interval": 0.2,
    }
beat_schedule_filename = str(settings.VAR_DIR / "beat-schedule")
beat_schedule = {
    "sweep": {"task": "tenants.resellers.tasks.sweep", "schedule": 10.0},
    "operators": {"task": "tenants.ledger.tasks.seal_operators", "schedule": 10.0},
    "operators_mails": {"task": "tenants.people.tasks.send_operators_mails", "schedule": 10.0},
}
