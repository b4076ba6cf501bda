"""A verb names the task that it leaves work to, and every name that the code writes down is a task's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from celery import Task
from django.conf import settings
from django.utils.module_loading import import_string

from tenants.resellers.waking import wake

ROOMS = ("tenants", "policies", "enforcement", "portal")
_NAMED = re.compile(r'"((?:tenants|policies|enforcement|portal)\.[a-z_.]+\.tasks\.[a-z_]+)"')


def named() -> set[str]:
    """Every dotted name of a task that our code writes down."""
    files = (file for room in ROOMS for file in (Path(settings.BASE_DIR) / room).rglob("*.py"))
    return {name for file in files for name in _NAMED.findall(file.read_text())}


def test_every_task_that_is_woken_by_name_is_there() -> None:
    assert {"policies.notices.tasks.deliver", "enforcement.holds.tasks.call_provisioning"} <= named()
    for name in sorted(named()):
        assert isinstance(import_string(name), Task), name


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["policies.notices.tasks.delivr", "policies.notices.tasks.wake"])
def test_a_name_that_is_no_tasks_fails_at_once(name: str) -> None:
    with pytest.raises((ImportError, TypeError)):
        wake(name)
