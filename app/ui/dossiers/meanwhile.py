"""What changed in a dossier between two looks at it: said to whoever was about to act on the older one."""

from app.core.words import _
from app.domain.corrections import differences
from app.domain.lifecycle import STATUS_NAMES
from app.services.dossiers import DossierView
from app.services.happenings import field_name, news
from app.ui.dossiers.act_parts import moment_text


def meanwhile(old: DossierView, new: DossierView) -> str:
    """Return both versions line by line: what happened, then each value before and after."""
    lines = [_("Hồ sơ vừa được cập nhật; xem lại rồi bấm Ctrl+Enter.")]
    lines += news(old.history, new.history)
    if old.dossier.status is not new.dossier.status:
        lines.append(_change(_("Trạng thái"), _(STATUS_NAMES[old.dossier.status]), _(STATUS_NAMES[new.dossier.status])))
    if old.life.due != new.life.due:
        lines.append(_change(_("Hạn"), moment_text(old.life.due), moment_text(new.life.due)))
    lines += [_change(field_name(one.field), one.old, one.new) for one in differences(old.dossier, new.dossier)]
    return "\n".join(lines)


def _change(what: str, before: str, after: str) -> str:
    nothing = _("trống")
    return f"{what}: {before or nothing} → {after or nothing}"
