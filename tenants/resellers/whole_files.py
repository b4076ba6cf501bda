"""Files that are whole or absent (invariant 16): written beside, synced, then named; for every file that is to last."""

import contextlib
import os
import secrets
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO

READABLE, PRIVATE, PRIVATE_FOLDER = 0o644, 0o600, 0o700
#: A disk syncs several files in hardly more time than one.
_SYNCED_AT_ONCE = 8


@contextlib.contextmanager
def writing(path: Path, *, mode: int = READABLE, replace: bool = True) -> Iterator[BinaryIO]:
    """A stream whose content becomes the file when the block ends well, and is gone without a trace when it does not.

    With `replace=False` a file that is there already stays as it is. Raises OSError (such as a full disk), and
    FileExistsError for one that stays.
    """
    beside = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(descriptor, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        if replace:
            beside.replace(path)
        else:
            path.hardlink_to(beside)
    finally:
        beside.unlink(missing_ok=True)
    sync_folder(path.parent)


def write(path: Path, content: bytes | str, *, mode: int = READABLE, replace: bool = True) -> None:
    """Writes a small file, text as UTF-8; raises what `writing` raises."""
    with writing(path, mode=mode, replace=replace) as out:
        out.write(content.encode() if isinstance(content, str) else content)


def write_all(contents: Mapping[Path, bytes], *, mode: int = READABLE) -> None:
    """Does what `write` does for many files, which the disk then keeps in few goes; raises what that raises."""
    besides: dict[Path, Path] = {}
    try:
        for path, content in contents.items():
            besides[path] = beside = path.with_name(f".{secrets.token_hex(8)}.part")
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as out:
                out.write(content)
        with ThreadPoolExecutor(_SYNCED_AT_ONCE) as pool:
            list(pool.map(_sync, besides.values()))
            for path, beside in besides.items():
                beside.replace(path)
            list(pool.map(_sync, {path.parent for path in besides}))
    finally:
        for beside in besides.values():
            beside.unlink(missing_ok=True)


def make_private_folder(folder: Path) -> None:
    """Makes the folder, and those above it that are missing, for their owner alone."""
    for missing in reversed([one for one in (folder, *folder.parents) if not one.exists()]):
        missing.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)


def sync_folder(folder: Path) -> None:
    """Makes the folder's names survive a power cut."""
    _sync(folder)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def kept_secret(path: Path) -> str:
    """The random text in a file that only its owner reads; made once, also where two processes come at once."""
    with contextlib.suppress(FileNotFoundError):
        if found := path.read_text().strip():
            return found
        path.unlink()  # left empty by a disk that was full, before files were whole
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        write(path, secrets.token_urlsafe(48), mode=PRIVATE, replace=False)
    return path.read_text().strip()
