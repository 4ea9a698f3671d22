"""Files on their way to the receiver: by digest, resumable, confirmed one by one."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import RowMapping, select
from sqlalchemy.dialects.sqlite import insert

from app.models.mapping import Repository, from_row
from app.models.rows import FileOut
from app.models.tables import file_uses, files_out


class FilesOut(Repository):
    """The queue of files. A file that several dossiers use is sent once."""

    def add(self, dossier_id: UUID, digest: str, size: int) -> None:
        """Queue the file of a dossier; adding it again changes nothing."""
        self._connection.execute(
            insert(files_out).values(digest=digest, size=size, url="", offset=0, receipt=b"").on_conflict_do_nothing()
        )
        self._connection.execute(
            insert(file_uses).values(dossier_id=dossier_id, digest=digest).on_conflict_do_nothing()
        )

    def pending(self, limit: int) -> tuple[FileOut, ...]:
        """Return files that are not confirmed, oldest first."""
        query = select(files_out).where(files_out.c.confirmed_at.is_(None)).order_by(files_out.c.row).limit(limit)
        return tuple(_file(row) for row in self._connection.execute(query).mappings())

    def set_progress(self, digest: str, url: str, offset: int) -> None:
        """Keep where the upload stands: its address at the receiver and the bytes the receiver holds."""
        self._connection.execute(files_out.update().where(files_out.c.digest == digest).values(url=url, offset=offset))

    def confirm(self, digest: str, receipt: bytes, at: datetime) -> None:
        """Record that the receiver holds the file and has checked its digest."""
        self._connection.execute(
            files_out.update()
            .where(files_out.c.digest == digest)
            .values(offset=files_out.c.size, receipt=receipt, confirmed_at=at)
        )

    def unconfirm(self, digest: str) -> None:
        """Send the file again from the start: the receiver has lost it."""
        self._connection.execute(
            files_out.update()
            .where(files_out.c.digest == digest)
            .values(url="", offset=0, receipt=b"", confirmed_at=None)
        )

    def of_dossier(self, dossier_id: UUID) -> tuple[FileOut, ...]:
        """Return the files of a dossier; it is complete when each is confirmed."""
        query = (
            select(files_out)
            .join(file_uses, file_uses.c.digest == files_out.c.digest)
            .where(file_uses.c.dossier_id == dossier_id)
            .order_by(files_out.c.row)
        )
        return tuple(_file(row) for row in self._connection.execute(query).mappings())


def _file(row: RowMapping) -> FileOut:
    return from_row(FileOut, row)
