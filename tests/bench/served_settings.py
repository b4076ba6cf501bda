"""The portal's settings with one more address: constant bytes, behind the same middleware."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.served_settings")

from portal.settings import *  # noqa: F403 - the environment above comes first

ROOT_URLCONF = "tests.bench.served_urls"
if os.environ.get("PROVISO_BENCH_COUNT"):
    MIDDLEWARE = ["tests.bench.counting.CountingMiddleware", *MIDDLEWARE]  # noqa: F405 - as the line above says
