"""Settings from the environment, read once; every name starts with ``EVENFIELD_``."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from engine.errors import FileError, StoreError


class Settings(BaseSettings):
    """Where things are kept and how large they may be."""

    model_config = SettingsConfigDict(env_prefix="EVENFIELD_", frozen=True)

    workspace: Path = Field(
        default=Path("workspace"), description="Folder of snapshots and catalogue."
    )
    catalogue: str = Field(
        default="", description="Database URL; empty keeps SQLite in the workspace."
    )
    inbox: Path | None = Field(default=None, description="Folder of files too large to upload.")
    team_only: bool = Field(default=False, description="Hide individual sheets and activity.")
    work_ahead: bool = Field(
        default=True, description="Work out what pages will want before anybody asks."
    )

    limit_file_mb: int = Field(
        default=2_000, description="Largest single file, MB, after unpacking."
    )
    limit_archive_members: int = Field(default=200, description="Most files in one ZIP.")
    limit_columns: int = Field(default=2_000, description="Most columns in one file.")
    limit_cell_characters: int = Field(default=1_000_000, description="Longest single cell.")
    limit_memory_mb: int = Field(default=600, description="Memory that DuckDB may use, MB.")
    limit_query_seconds: int = Field(default=120, description="Longest single query.")
    limit_temp_mb: int = Field(default=20_000, description="Disk that DuckDB may spill to, MB.")
    limit_reader_mb: int = Field(
        default=6_000, description="Address space of the process that reads workbooks, MB."
    )
    limit_file_seconds: int = Field(
        default=600, description="Longest reading of one workbook or Parquet file."
    )


@lru_cache(maxsize=1)
def settings() -> Settings:
    """
    Settings of this process.

    Raises
    ------
    StoreError
        If one of them is not what it must be, such as a limit that is no number.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(["EVENFIELD", *(str(step) for step in first["loc"])]).upper()
        raise StoreError(
            f"The setting {name} cannot be used: {first['msg']}.", "Mend it."
        ) from error


def refuse_large(path: Path) -> None:
    """
    Refuse a file that is larger than one may be, before it is read.

    Raises
    ------
    FileError
        If it is; one that is not there is left to whoever opens it.
    """
    most = settings().limit_file_mb
    if path.is_file() and path.stat().st_size > most * 1_000_000:
        raise FileError(
            f"{path.name} is larger than {most:,} MB.",
            "Bring it in smaller parts, or raise EVENFIELD_LIMIT_FILE_MB.",
        )
