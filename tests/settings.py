"""The portal's own settings as a test run needs them: a settable clock, no broker, the embedded database."""

import os

os.environ["PROVISO_ENV"] = "test"
# Playwright keeps a loop in the thread where later tests use the database, which Django would take for async code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
os.environ["PROVISO_CLOCK"] = "settable"
os.environ.setdefault("BROKER_URL", "memory://")
os.environ.setdefault("PROVISO_SECRET_KEY", "only-for-tests")

if not os.environ.get("DATABASE_URL"):
    from portal import embedded

    os.environ.update(embedded.ensure().environment())

from portal.settings import *  # noqa: F403 - the environment above comes first

#: Workers keep the same bytes under the same name, and one may forget what another's database still names.
MEDIA_ROOT = VAR_DIR / "files-of-tests" / os.environ.get("PYTEST_XDIST_WORKER", "alone")  # noqa: F405 - likewise
#: Files are looked for when they are asked for: every test client would look through all of them first.
WHITENOISE_AUTOREFRESH = True
