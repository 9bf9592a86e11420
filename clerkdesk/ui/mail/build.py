"""Builds what the window has of the official mailbox."""

from clerkdesk.ui.mail.settings_page import MailSettingsPage
from clerkdesk.ui.mail.settings_presenter import MailSettingsPresenter
from clerkdesk.ui.surroundings import Surroundings


def build_mail_settings(around: Surroundings) -> MailSettingsPage:
    """The section «Thư điện tử công vụ»."""
    presenter = MailSettingsPresenter(around.desk, around.jobs)
    page = MailSettingsPage(presenter, around.window)
    presenter.setParent(page)
    presenter.kept.connect(lambda _words: around.ways.send())
    return page
