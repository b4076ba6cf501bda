"""Names that nothing uses, in the product and in the tests: `python -m tests.unused`, part of `make lint`.

Product code that only tests use is dead too. What templates name counts as used. Class attributes are left out, since
Django and DRF read fields, choices and options by looking at the class; unused local names are ruff's.
"""

import ast
import re
import sys
from functools import cache
from pathlib import Path

from vulture import Vulture

ROOT = Path(__file__).parents[1]
PRODUCT = ["portal", "enforcement", "policies", "tenants"]
#: Modules that a framework reads by name.
READ_BY_NAME = (
    "*/migrations/*",
    "*/settings.py",
    "*/celeryconfig.py",
    "*/apps.py",
    "*/management/commands/*",
    "*/wsgi.py",
)
#: What these decorate is called by a framework.
DECORATORS = ["@register.*", "@pytest.fixture*", "@shared_task*", "@checks.register*", "@action*", "@extend_schema*"]
#: Names that a library calls or reads, by whose they are.
CALLED_BY = {
    "Django": (
        "as_sql as_view clean clean_* db_type from_db_value get_by_natural_key get_db_prep_value get_user"
        " process_exception to_python valid_value field_order _get_session_auth_hash"
        " label_from_instance xframe_options_exempt CountingMiddleware"
    ),
    "the portal, which asks every room": "DESK MY PUBLIC routes public desk my",
    "Django REST framework and drf-spectacular": (
        "authenticate_header get_* get_security_definition has_permission partial_update destroy retrieve validate"
        " validate_*"
        " TokenScheme"
    ),
    "django-tenants": "_handle_search_path",
    "django-csp": "_csp_replace",
    "Celery and kombu": "TenantTask _get _queue_bind _delete _put _purge _size",
    "html.parser and xml.parsers": "handle_starttag handle_endtag handle_data doctype",
    "http.server, socketserver and aiosmtpd": (
        "do_* log_message handle_* daemon_threads request_queue_size protocol_version"
    ),
    "pytest": "pytestmark pytest_* test_* Test* django_db_*",
}
#: What is there for a reason of its own.
ALLOWED = {
    "every_tenant_is_complete": "Django's registry of checks calls it",
    "state_forwards": "Django's migrations call it",
    "Overlaps": "a lookup that its decorator registers",
    "AccessLog": "gunicorn is told its name",
    "atoms": "gunicorn's Logger calls it",
    "read_docx": "loaded by its name for the one format that a file has",
    "read_markdown": "likewise",
    "read_pdf": "likewise",
    "normalise_times": "an attribute of IMAPClient",
    "__path__": "the import system reads it",
    "readinto": "Python's files are read by it",
    "auto_schema": "drf-spectacular's own field",
    "ClockOffset": "a table that SQL reads",
    "Blueprint": "a table that SQL reads",
    "include_root_view": "an option of DRF's router",
    "include_format_suffixes": "an option of DRF's router",
    "from_email": "an attribute of Django's mail message",
    "trace": "a parameter that __exit__ must have",
    "needs_to_post": "the isolation suite reads it off each view",
    "check_inclusion": "what anybody checks a proof of ours with; docs/ledger.md says how",
    "check_consistency": "likewise",
    "inclusion_proof": "the plain form of RFC 6962, which the quick one is tested against",
    "consistency_proof": "likewise",
    "integrity": "the byte checks alone, which tests try on every byte; `verify_evidence` begins with the same",
    "DSA_CATEGORIES": "the vocabulary that the categories are checked against",
    "XARF_TYPES": "likewise",
    "drop_schema": "undoes `provision_schema`; tests and benches drop what they made",
    "Catcher": "an endpoint to play with; the story and tests do",
    "free_ports": "stands beside what asks for a port; the story and tests use it",
    "wait_until": "stands beside the processes that it waits for; the story and tests use it",
    "adding": "an attribute of a Django model's state",
    "max_length": "a parameter of Django's storage",
    "autocommit": "an attribute of a psycopg connection",
    "EMAIL_*": "Django's settings, as tests set them",
    "MEDIA_ROOT": "likewise",
    "MULTITENANT_RELATIVE_MEDIA_ROOT": "a setting of django-tenants",
    "ROOT_URLCONF": "Django's setting",
}


#: A filter's method, or the last part of a dotted path in quotes.
_NAMED = re.compile(r'method="(\w+)"|"[a-z_]+(?:\.\w+)*\.(\w+)"')


@cache
def named_elsewhere() -> frozenset[str]:
    """Every word of a template, the methods that filters name by `method=`, and what settings name by a dotted path."""
    files = [
        path for folder in PRODUCT for path in (ROOT / folder).rglob("*") if path.suffix in {".html", ".txt", ".py"}
    ]
    templates = (path.read_text() for path in files if "templates" in path.parts)
    code = (path.read_text() for path in files if path.suffix == ".py")
    return frozenset(
        [word for text in templates for word in re.findall(r"\w+", text)]
        + [one[one.lastindex or 0] for text in code for one in _NAMED.finditer(text)]
    )


@cache
def class_attributes(path: Path) -> frozenset[int]:
    """The lines on which a class's body assigns."""
    classes = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.ClassDef))
    return frozenset(one.lineno for node in classes for one in node.body if isinstance(one, ast.Assign | ast.AnnAssign))


def unused(folders: list[str]) -> set[tuple[str, int, str, str]]:
    """The path, line, kind and name of everything that nothing in these folders uses."""
    names = [name for owned in CALLED_BY.values() for name in owned.split()]
    found = Vulture(ignore_names=[*names, *ALLOWED], ignore_decorators=DECORATORS)
    found.scavenge([ROOT / folder for folder in folders], exclude=["*/migrations/*"])
    return {
        (item.filename.relative_to(ROOT).as_posix(), item.first_lineno, item.typ, item.name)
        for item in found.get_unused_code(min_confidence=60)
        if not any(item.filename.match(pattern) for pattern in READ_BY_NAME)
        and item.name not in named_elsewhere()
        and item.first_lineno not in class_attributes(item.filename)
    }


def main() -> int:
    """Prints each name and returns 1 if there is any."""
    lost = unused(PRODUCT) | {one for one in unused([*PRODUCT, "tests"]) if one[0].startswith("tests/")}
    for path, line, kind, name in sorted(lost):
        print(f"{path}:{line}: nothing uses the {kind} {name}")  # noqa: T201 - a lint's answer
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
