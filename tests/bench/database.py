"""A database of the benchmark's own, prepared as production's would be, and dropped afterwards."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.db import connections
from psycopg import sql
from psycopg.conninfo import make_conninfo

from tests.databases import ROOT, drop_database, with_database


@contextmanager
def prepared(name: str) -> Iterator[dict[str, str]]:
    """Yields the environment that leads to it."""
    owner_url = os.environ["DATABASE_OWNER_URL"]
    with psycopg.connect(make_conninfo(owner_url, dbname="postgres"), autocommit=True) as admin:
        drop_database(admin, name)
        admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        environment = {key: with_database(os.environ[key], name) for key in ("DATABASE_URL", "DATABASE_OWNER_URL")}
        with psycopg.connect(environment["DATABASE_OWNER_URL"], autocommit=True) as owner:
            for extension in ("btree_gist", "pg_trgm"):
                owner.execute(sql.SQL("CREATE EXTENSION {}").format(sql.Identifier(extension)))
        command = [sys.executable, "manage.py", "prepare_database"]
        subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=True, capture_output=True)
        try:
            yield environment
        finally:
            connections.close_all()
            drop_database(admin, name)
