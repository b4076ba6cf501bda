"""The Celery application: a task only wakes a worker, rows in PostgreSQL are the truth."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

app = Celery("proviso", task_cls="tenants.resellers.tasks:TenantTask")
app.config_from_object("portal.celeryconfig")
app.autodiscover_tasks()
