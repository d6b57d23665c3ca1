"""What can be made into a file: what each kind of export tells of itself."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import IO, Any, ClassVar

from reader.models import Export, Reader, Story


class Exportable(ABC):
    """A file that can be made. Its `key` names all that the file depends on, at most 64
    characters; `options` is what else there is to know to make it, for JSON."""

    kind: ClassVar[Export.Kind]
    media_type: str
    options: dict[str, Any]
    story: Story | None = None
    reader: Reader | None = None

    @classmethod
    @abstractmethod
    def of(cls, export: Export) -> Exportable | None:
        """What an export is made of, as it is now; None where there is nothing any more."""

    @property
    @abstractmethod
    def key(self) -> str: ...

    @property
    @abstractmethod
    def is_quick(self) -> bool:
        """Whether it can be made while somebody waits."""

    @property
    @abstractmethod
    def names(self) -> tuple[str, str]:
        """What the file is called: in ASCII for old programs, and in full."""

    @abstractmethod
    def write(self, file: IO[bytes]) -> None:
        """Write the whole file."""
