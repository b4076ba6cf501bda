#!/usr/bin/env python
"""Runs Proviso's commands; those that change the schema run as the owner role."""

import os
import sys

OWNER_COMMANDS = {"prepare_database", "makemigrations", "migrate_schemas", "sqlmigrate", "showmigrations"}


def main() -> None:
    """Hands the command line to Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    if len(sys.argv) > 1 and sys.argv[1] in OWNER_COMMANDS:
        os.environ["PROVISO_AS_OWNER"] = "1"
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 - the environment comes first
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - likewise

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
