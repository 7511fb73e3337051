"""Commission, place and member: what stands on every paper. Also asked for at the first start."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from models.views.changes import Done
from models.views.register import ProfileView
from ui.context import Context
from ui.register.draft_sheet import DraftSheet
from ui.widgets.label import Label


class ProfileSheet(DraftSheet):
    def __init__(self, ctx: Context, parent: QWidget) -> None:
        register, tr = ctx.services.register, ctx.words.tr

        def save(draft: ProfileView) -> Callable[[], Done[ProfileView]]:
            return lambda: register.set_profile(draft)

        super().__init__(ctx, parent, tr("Commission and member"), ProfileView, save, accept=tr("Save"), width=640)
        self.form.plain(Label(tr("These names stand on every paper and in the audit log."), "muted"))
        self.form.put("commission", "commission_en", beside=False, required=("commission",))
        self.form.put("place", "place_en")
        self.form.put("member_name", "member_name_en", required=("member_name",))
        self.form.put("post", "post_en", required=("post",))
        self.form.put("role")
        ctx.run(self, register.profile, self._show)

    def _show(self, profile: ProfileView) -> None:
        self.form.set_draft(profile)
        self.settle()
        self.fit()
        self.form.editor("commission").setFocus()
