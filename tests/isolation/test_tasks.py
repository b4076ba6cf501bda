"""Every task of the project: without a tenant it fails, at beta with acme's ids it does nothing to acme."""

import inspect
from typing import Any

import pytest

from portal.celery import app
from tenants.resellers.current import connection
from tenants.resellers.tasks import PUBLIC_TASKS, TenantMissing
from tests.conftest import standing_in
from tests.isolation.acme import Acme
from tests.isolation.beta import Beta, taken_back
from tests.isolation.judging import touched

app.loader.import_default_modules()
OURS = sorted(name for name in app.tasks if not name.startswith("celery."))
IN_A_TENANT = [name for name in OURS if name not in PUBLIC_TASKS]


def of(name: str) -> Any:
    """The task by name."""
    return app.tasks[name]


def named_by(task: Any, acme: Acme) -> dict[str, Any]:
    """Acme's ids for every parameter: `version_id` is filled with a policy version's, and so on."""
    filled = {}
    for name, parameter in inspect.signature(task.run).parameters.items():
        if parameter.kind is not inspect.Parameter.VAR_KEYWORD:
            fitting = [ids[0] for model, ids in acme.ids.items() if model.endswith(name.removesuffix("_id")) and ids]
            assert fitting, f"{task.name}: nothing of acme is known to fill {name!r} with; name it <model>_id"
            filled[name] = fitting[0]
    return filled


def test_every_task_is_of_the_kind_that_asks_for_a_tenant() -> None:
    assert len(IN_A_TENANT) > 3
    assert set(PUBLIC_TASKS) >= set(OURS) - set(IN_A_TENANT)
    for name in OURS:
        assert "**_" in str(inspect.signature(of(name).run)), f"{name} would break on an argument of a newer release"


@pytest.mark.parametrize("name", IN_A_TENANT)
def test_a_task_is_neither_sent_nor_run_without_a_tenant(beta_people: Beta, name: str) -> None:
    connection.set_schema_to_public()
    with pytest.raises(TenantMissing):
        of(name).delay()
    with pytest.raises(TenantMissing):
        of(name)()
    with pytest.raises(TenantMissing):
        of(name).apply(headers={"schema": "nobody"}, throw=True)


@pytest.mark.parametrize("name", IN_A_TENANT)
def test_a_task_of_beta_does_nothing_to_acme(acme_data: Acme, beta_people: Beta, name: str) -> None:
    task = of(name)
    with taken_back(), standing_in("beta"):
        task.apply(kwargs=named_by(task, acme_data), headers={"schema": "beta"}, throw=True)
        assert [table for table in touched("acme") if table.startswith("acme.")] == []
