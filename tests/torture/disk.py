"""A small disk that can be filled, and a user whom permissions hold."""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MEGABYTES = 64
_OVERRIDES = 0b1110
"""CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH and CAP_FOWNER, by which root passes by permissions."""
_CAPABILITIES_3 = 0x20080522


@dataclass(frozen=True, slots=True)
class Disk:
    """A disk of its own, or where none can be mounted a quota on the size of each file."""

    path: Path
    is_mounted: bool

    def fill(self, free: int) -> None:
        """Leave so many bytes free for others."""
        if self.is_mounted:
            with (self.path / "filler").open("wb", buffering=0) as filler:
                space = os.statvfs(self.path)
                os.posix_fallocate(
                    filler.fileno(), 0, max(1, space.f_bavail * space.f_frsize - free)
                )

    def empty(self) -> None:
        """Make room again."""
        (self.path / "filler").unlink(missing_ok=True)

    def limit(self, free: int) -> None:
        """Hold this process to so many bytes a file, where the disk cannot."""
        if not self.is_mounted:
            _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
            resource.setrlimit(resource.RLIMIT_FSIZE, (free, most))


def lift_limit() -> None:
    """Let this process write files of any size again."""
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


@contextmanager
def small_disk(path: Path) -> Iterator[Disk]:
    """Mount a small disk at a new folder; its name is free again afterwards."""
    path.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(path)]
    try:
        is_mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        is_mounted = False
    try:
        yield Disk(path, is_mounted)
    finally:
        if is_mounted:
            subprocess.run(["umount", "-l", str(path)], check=True)


def obey_permissions() -> None:
    """Give up root's right to pass by permissions, for this process and those that it starts."""
    if os.geteuid() != 0:
        return
    libc = ctypes.CDLL(None, use_errno=True)
    head = (ctypes.c_uint32 * 2)(_CAPABILITIES_3, 0)
    sets = (ctypes.c_uint32 * 6)()  # effective, permitted, inheritable: low words, then high ones
    for capability in (1, 2, 3):
        libc.prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP
    if libc.capget(head, sets) != 0:
        raise OSError(ctypes.get_errno(), "capget")
    for low in range(3):
        sets[low] &= ~_OVERRIDES
    if libc.capset(head, sets) != 0:
        raise OSError(ctypes.get_errno(), "capset")
