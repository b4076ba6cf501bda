"""A disk that really takes no more: a small file system that is filled, or a limit that the kernel puts on files."""

import os
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

SIZE = 2_000_000  # bytes of the small file system
ROOM = 20_000  # bytes that are left where it is full: enough to begin a file, too few to end it
LARGE = b"%PDF-1.7 " + b"0123456789" * 5_000


@dataclass(frozen=True)
class Disk:
    """A folder on a file system of its own (`mounted`), or one that only a limit on this process's files protects."""

    folder: Path
    mounted: bool

    @contextmanager
    def full(self, *, room: int = ROOM) -> Iterator[None]:
        """While it lasts, a file of more than so many bytes breaks off in the middle with ENOSPC or EFBIG."""
        if not self.mounted:
            soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
            try:
                yield
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
            return
        filler = self.folder / "filler"
        with suppress(OSError), filler.open("wb", buffering=0) as out:
            while True:
                out.write(bytes(4096))
        os.truncate(filler, filler.stat().st_size - room)
        try:
            yield
        finally:
            filler.unlink()

    def files(self) -> list[Path]:
        """Every file that lies there."""
        return [path for path in self.folder.rglob("*") if path.is_file()]


@contextmanager
def small(folder: Path, *, mount: bool) -> Iterator[Disk | None]:
    """A small file system at the folder, or the folder under a limit; None where nobody may mount one."""
    folder.mkdir(parents=True)
    if not mount:
        yield Disk(folder, mounted=False)
        return
    words = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    try:
        subprocess.run(words, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        yield None
        return
    try:
        yield Disk(folder, mounted=True)
    finally:
        subprocess.run(["umount", str(folder)], check=True)  # noqa: S607 - as `mount` above
