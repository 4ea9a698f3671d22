"""Forms that were issued, the printings of each, and the numbers the desk gives by itself."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.sqlite import insert

from app.domain.issued_forms import FormState, IssuedForm
from app.models.mapping import Repository, from_row, to_row
from app.models.tables import form_prints, issued_forms, serials


class IssuedForms(Repository):
    """What was issued is kept; drafts may be written anew until they are issued."""

    def put(self, form: IssuedForm) -> None:
        """Add a form, or write a draft anew."""
        values = to_row(form)
        self._connection.execute(
            insert(issued_forms).values(**values).on_conflict_do_update(set_=values, index_elements=["id"])
        )

    def get(self, form_id: UUID) -> IssuedForm | None:
        """Return the form with this id."""
        row = self._connection.execute(select(issued_forms).where(issued_forms.c.id == form_id)).mappings().first()
        return None if row is None else from_row(IssuedForm, row)

    def of_dossier(self, dossier_id: UUID) -> tuple[IssuedForm, ...]:
        """Return the forms of a dossier, in order."""
        return self._where(issued_forms.c.dossier_id == dossier_id)

    def of_batch(self, batch_id: UUID) -> tuple[IssuedForm, ...]:
        """Return the forms of a handover, in order."""
        return self._where(issued_forms.c.batch_id == batch_id)

    def in_state(self, state: FormState, form: str) -> tuple[IssuedForm, ...]:
        """Return the forms of one kind in a state, oldest first: the letters that wait for a signature."""
        return self._where(issued_forms.c.state == state, issued_forms.c.form == form)

    def newest(self, form: str) -> IssuedForm | None:
        """Return the form of one kind that was issued last."""
        query = select(issued_forms).where(issued_forms.c.state == FormState.ISSUED, issued_forms.c.form == form)
        row = self._connection.execute(query.order_by(issued_forms.c.row.desc()).limit(1)).mappings().first()
        return None if row is None else from_row(IssuedForm, row)

    def void(self, form_id: UUID, reason: str) -> None:
        """Mark a form as worth nothing any more."""
        self._change(form_id, state=FormState.VOID, void_reason=reason)

    def mark_sent(self, form_id: UUID, at: datetime) -> None:
        """Note when it went to whom it is addressed."""
        self._change(form_id, sent_at=at)

    def note_print(self, print_id: UUID, form_id: UUID) -> None:
        """Note of which form a printing is."""
        self._insert(form_prints, {"print_id": print_id, "form_id": form_id})

    def of_print(self, print_id: UUID) -> IssuedForm | None:
        """Return the form a printing is of; None for the reception slip's."""
        query = (
            select(issued_forms)
            .join(form_prints, form_prints.c.form_id == issued_forms.c.id)
            .where(form_prints.c.print_id == print_id)
        )
        row = self._connection.execute(query).mappings().first()
        return None if row is None else from_row(IssuedForm, row)

    def prints_of(self, form_id: UUID) -> tuple[UUID, ...]:
        """Return the printings of a form."""
        return tuple(self._connection.scalars(select(form_prints.c.print_id).where(form_prints.c.form_id == form_id)))

    def last_serial(self, name: str) -> int:
        """Return the number of a kind that was given last; 0 where none was."""
        return self._connection.scalar(select(serials.c.last).where(serials.c.name == name)) or 0

    def next_serial(self, name: str, least: int = 1) -> int:
        """Take the next number of a kind that this counter gives by itself, not below least.

        It is given when the work is committed.
        """
        following = func.max(serials.c.last + 1, least)
        statement = (
            insert(serials)
            .values(name=name, last=least)
            .on_conflict_do_update(index_elements=["name"], set_={"last": following})
            .returning(serials.c.last)
        )
        return int(self._connection.execute(statement).scalar_one())

    def _change(self, form_id: UUID, **values: object) -> None:
        self._connection.execute(issued_forms.update().where(issued_forms.c.id == form_id).values(**values))

    def _where(self, *conditions: object) -> tuple[IssuedForm, ...]:
        query = select(issued_forms).where(*conditions).order_by(issued_forms.c.row)  # type: ignore[arg-type] # conditions on its columns
        return tuple(from_row(IssuedForm, row) for row in self._connection.execute(query).mappings())
