"""Every command that works in a reseller: at beta it answers and changes nothing of acme, whoever is named."""

import io
from argparse import Action, ArgumentParser
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command, get_commands, load_command_class

from tenants.people.models import Role
from tenants.resellers.current import connection
from tests.isolation.acme import Acme
from tests.isolation.beta import Beta, taken_back
from tests.isolation.judging import Judge, touched

OURS = ("portal", "tenants.", "policies.", "enforcement.")


def of_a_reseller() -> dict[str, ArgumentParser]:
    """The project's commands that take --reseller, by name, with their parsers."""
    found: dict[str, ArgumentParser] = {}
    for name, app in sorted(get_commands().items()):
        if str(app).startswith(OURS):
            parser = load_command_class(str(app), name).create_parser("manage.py", name)
            if any("--reseller" in action.option_strings for action in parser._actions):
                found[name] = parser
    return found


def asks_who(parser: ArgumentParser) -> bool:
    """Whether somebody must answer for what the command does."""
    return any(action.dest == "by" and action.required for action in parser._actions)


COMMANDS = of_a_reseller()


def filled(action: Action, acme: Acme, by: str, folder: Path) -> str | None:
    """A value for an argument, taken from acme where it can name something there; None: leave it out."""
    file = folder / "given.txt"
    file.write_text(f"customer_reference,customer_name\n{acme.ids['customer'][0]},Try\n")
    known: dict[str, Any] = {
        "reseller": "beta",
        "by": by,
        "file": str(file),
        "out": str(folder / "out"),
        "month": "2026-10",
        "summary": "Try",
        "reason": "Try",
        "email": "try@beta.example",
        "role": "auditor",
        "policy": "aup",
        "customer": acme.ids["customer"][0],
        "case": acme.ids["case"][0],
        "version": acme.ids["policyversion"][0],
    }
    name = action.dest
    if name in known and (action.required or not action.option_strings):
        return str(known[name])
    assert not action.required, f"nothing is known to fill {name} with: teach this test"
    return None


def one_of_each(parser: ArgumentParser) -> set[str]:
    """Of every group of options that excludes each other and asks for one, the last."""
    return {group._group_actions[-1].dest for group in parser._mutually_exclusive_groups if group.required}


def line(parser: ArgumentParser, acme: Acme, by: str, folder: Path) -> list[str]:
    """The command line."""
    words: list[str] = []
    chosen = one_of_each(parser)
    for action in parser._actions:
        action.required = action.required or action.dest in chosen
        value = filled(action, acme, by, folder)
        if value is not None:
            words += [action.option_strings[-1], value] if action.option_strings else [value]
    return words if "--reseller" in words else ["--reseller", "beta", *words]


def test_the_commands_of_the_contract_are_among_them() -> None:
    contract = {"import_policy", "post_policy", "import_customers", "import_interruptions", "run_credits", "invite"}
    assert contract <= set(COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.EDITOR, Role.APPROVER, Role.FINANCE, Role.AUDITOR])
def test_a_command_at_beta_leaves_acme_alone(
    acme_data: Acme, beta_people: Beta, tmp_path: Path, name: str, role: Role
) -> None:
    words = line(COMMANDS[name], acme_data, beta_people.users[role.value].email, tmp_path)
    said = io.StringIO()
    connection.set_schema_to_public()
    with taken_back():
        try:
            call_command(name, *words, stdout=said, stderr=said)
        except (CommandError, SystemExit) as refused:
            said.write(str(refused))
        assert [table for table in touched("acme") if table.startswith("acme.")] == []
    told = said.getvalue() + "".join(file.read_text(errors="replace") for file in tmp_path.iterdir() if file.is_file())
    assert acme_data.canary not in told
    asked = {*words, acme_data.ids["customer"][0]}
    assert not [one for one in Judge.of(acme_data).ids if one in told and one not in asked]


@pytest.mark.parametrize("name", sorted(name for name, parser in COMMANDS.items() if asks_who(parser)))
def test_nobody_of_beta_acts_at_acme(acme_data: Acme, beta_people: Beta, tmp_path: Path, name: str) -> None:
    words = line(COMMANDS[name], acme_data, beta_people.users[Role.ADMINISTRATOR.value].email, tmp_path)
    words = ["acme" if word == "beta" else word for word in words]
    connection.set_schema_to_public()
    with taken_back():
        with pytest.raises(CommandError):
            call_command(name, *words)
        assert [table for table in touched("acme") if table.startswith("acme.")] == []
