"""Fills an empty portal with the demo's living example and prints where to look."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.example.fill import fill


class Command(BaseCommand):
    """`fill_example`: what `demo` calls once."""

    help = "Fill an empty portal with the demo's example; prints hosts, people and what to click first."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Standard output carries the guide and nothing else."""
        self.stdout.write(fill())
