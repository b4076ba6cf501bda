"""What people send is kept under the digest of its bytes, in the current tenant's folder, whole or not at all.

Only the portal's own account reads it: files are of mode 0600, their folders 0700.
"""

import contextlib
import errno
import hashlib
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from django_tenants.files.storage import TenantFileSystemStorage

from tenants.resellers import whole_files
from tenants.resellers.current import connection
from tenants.resellers.refusals import Refused

log = structlog.get_logger(__name__)
#: In the order of the paths, so that no two wait for each other.
_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(path, 1)) FROM unnest(%s::text[]) AS path"
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class WholeFileStorage(TenantFileSystemStorage):
    """Puts a file in place in one step, where another of its name stood too; raises OSError and leaves nothing half."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """Keeps the name: it names the content."""
        return name

    def _save(self, name: str, content: File[Any]) -> str:
        path = Path(self.path(name))
        whole_files.make_private_folder(path.parent)
        with whole_files.writing(path, mode=whole_files.PRIVATE) as out:
            for chunk in content.chunks():
                out.write(chunk)
        return name

    def save_all(self, contents: Mapping[str, bytes]) -> None:
        """Saves each under its name, in few goes; raises what `save` raises."""
        paths = {Path(self.path(name)): data for name, data in contents.items()}
        for folder in {path.parent for path in paths}:
            whole_files.make_private_folder(folder)
        whole_files.write_all(paths, mode=whole_files.PRIVATE)


def keep(folder: str, data: bytes) -> str:
    """Keeps bytes once, however often they come, and returns where; a file that was there is read, never trusted.

    Raises Refused: `file_not_kept` (507) where the disk takes no more.
    """
    (path,) = keep_all(folder, [data])
    return path


def keep_all(folder: str, contents: Sequence[bytes]) -> list[str]:
    """Does what `keep` does with each, in few goes; raises what that raises."""
    paths = [path_of(folder, data) for data in contents]
    missing = {path: data for path, data in zip(paths, contents, strict=True) if read(path) != data}
    with room_or_refused():
        if len(missing) > 1 and (save_all := getattr(default_storage, "save_all", None)):
            save_all(missing)
        else:
            for path, data in missing.items():
                default_storage.save(path, ContentFile(data))
    return paths


def path_of(folder: str, data: bytes) -> str:
    """Returns where bytes are kept, or would be."""
    digest = hashlib.sha256(data).hexdigest()
    return f"{folder}/{digest[:2]}/{digest}"


def lock(*paths: str) -> None:
    """Others who lock one of the paths wait until this transaction ends: who keeps that content, and who deletes it."""
    if paths:
        with connection.cursor() as cursor:
            cursor.execute(_LOCK, [sorted(f"{connection.schema_name}:{path}" for path in paths)])


def delete(path: str) -> None:
    """Deletes what is kept there, if anything is."""
    default_storage.delete(path)


@dataclass(frozen=True, slots=True)
class Space:
    """The disk that keeps files: bytes in all, and bytes left."""

    total: int
    free: int

    @property
    def low(self) -> bool:
        """Whether so little is left that people are told."""
        low: int = settings.STORAGE_LOW
        return self.free < low

    @property
    def percent(self) -> int:
        """How full it is."""
        return 100 - self.free * 100 // self.total if self.total else 100


def space() -> Space:
    """Returns how much room the disk of files has left, for what is not the system's own."""
    folder = Path(settings.MEDIA_ROOT)
    while not folder.exists():
        folder = folder.parent
    usage = shutil.disk_usage(folder)
    return Space(usage.total, usage.free)


@contextlib.contextmanager
def room_or_refused() -> Iterator[None]:
    """Inside, a file for which there is no room is refused: `file_not_kept` (507); the log says why."""
    try:
        yield
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        log.exception("file not kept")
        sentence = _("The file could not be kept, since the server has no room for it. Nothing was saved: try later.")
        raise Refused("file_not_kept", sentence, status=507) from error


def read(path: str) -> bytes | None:
    """The bytes that are kept there; None where there are none."""
    with contextlib.suppress(FileNotFoundError), default_storage.open(path) as file:
        data: bytes = file.read()
        return data
    return None
