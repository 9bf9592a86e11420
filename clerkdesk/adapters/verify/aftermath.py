"""What happened to each signed revision since: nothing, permitted additions, or a change."""

from collections.abc import Iterator

import pikepdf

from clerkdesk.adapters.verify import pictures, renderers
from clerkdesk.adapters.verify.case import Case, Findings
from clerkdesk.adapters.verify.changes import Change, Comparison, Kind
from clerkdesk.adapters.verify.geometry import seen_box
from clerkdesk.adapters.verify.objects import Box, Number, field_of, reachable, rectangle
from clerkdesk.adapters.verify.permissions import certified_level, permissions
from clerkdesk.adapters.verify.structure import (
    Form,
    NeedsPassword,
    Unopenable,
    bare_end,
    open_strictly,
    read_form,
    revisions,
    tail_problem,
    written_numbers,
)
from clerkdesk.domain.verdicts import Integrity

_MAX_BETWEEN = 100


class Aftermath:
    """Judges the integrity of signatures whose CMS holds.

    Args:
        eyes: the renderers, opened on the same file.
        findings: where codes are noted.
    """

    def __init__(self, pdf: bytes, eyes: pictures.Eyes, findings: Findings) -> None:
        self._pdf, self._eyes, self._findings = pdf, eyes, findings

    def judge(self, document: pikepdf.Pdf, form: Form, cases: list[Case]) -> None:
        """Set the integrity of every sound case, in file order."""
        good = frozenset(case.found.name for case in cases if case.cms is not None)
        sound = [case for case in cases if case.cms is not None]
        level = certified_level(form)
        signers = [place for place, case in enumerate(sound) if not case.found.is_time_stamp]
        last_signer = max(signers, default=len(sound) - 1)
        last = bare_end(self._pdf)
        for place, case in enumerate(sound):
            if last <= case.end:
                if place == 0:
                    self._renderers()
                continue
            problem = tail_problem(self._pdf, case.end)
            if problem is not None:
                self._findings.add(problem)
                case.integrity = Integrity.CHANGED
                continue
            try:
                with open_strictly(self._pdf[: case.end]) as old:
                    case.integrity = self._later(
                        case, old, document, form, good, level, place == 0, place >= last_signer
                    )
            except (Unopenable, NeedsPassword):
                self._findings.add("revision-unreadable")
                case.integrity = Integrity.BROKEN

    def _renderers(self) -> None:
        try:
            agree = self._eyes.agree()
        except renderers.Unrenderable:
            self._findings.add("unrenderable")
            return
        if agree is False:
            self._findings.add("renderers-differ")
        elif agree is None:
            self._findings.add("not-compared")

    def _later(
        self,
        case: Case,
        old: pikepdf.Pdf,
        document: pikepdf.Pdf,
        form: Form,
        good: frozenset[str],
        level: int | None,
        first: bool,
        final: bool,
    ) -> Integrity:
        """Judge the revisions after one signature."""
        old_form = read_form(old)
        if not _holds(old_form, case):
            self._findings.add("not-a-revision")
            return Integrity.BROKEN
        allowed = permissions(case.found, level)
        changes = Comparison(
            old,
            old_form,
            document,
            form,
            allowed,
            good,
            lambda strays: self._unexplained(strays, case.end),
        ).changes()
        forbidden = [one for one in changes if one.kind is Kind.FORBIDDEN]
        for one in forbidden:
            self._findings.add(one.code, one.page)
        if forbidden:
            return Integrity.CHANGED
        if final and any(one.kind is Kind.FILL for one in changes):
            self._findings.add("filled-after-signing")
        drawn = [one.page for one in changes if one.code == "annotation-drawn"]
        if final and drawn:
            self._findings.add("annotation-drawn", *drawn)
            return Integrity.CHANGED
        if final and any(one.kind is Kind.ANNOTATION for one in changes):
            self._findings.add("commented-after-signing")
        return self._look(case, old, document, changes, first)

    def _look(
        self,
        case: Case,
        old: pikepdf.Pdf,
        document: pikepdf.Pdf,
        changes: list[Change],
        first: bool,
    ) -> Integrity:
        touched = frozenset(one.page for one in changes if one.page is not None)
        if not touched and not first:
            return Integrity.ALLOWED_CHANGES
        places = [
            pictures.Place(
                one.page,
                seen_box(document.pages[one.page].obj, one.rect),
                one.kind is Kind.SIGNATURE,
                one.redraws,
            )
            for one in changes
            if one.page is not None and one.rect is not None
        ]
        seals = [
            pictures.Place(index, seen_box(old.pages[index].obj, rect), True)
            for index in touched
            for rect in _signed_rectangles(old.pages[index].obj)
        ]
        try:
            seen = self._eyes.compare(self._pdf[: case.end], places, seals, touched, first)
        except renderers.Unrenderable:
            self._findings.add("unrenderable")
            return Integrity.ALLOWED_CHANGES
        if seen.covered:
            self._findings.add("ink-covered", *seen.covered)
        if seen.elsewhere:
            self._findings.add("looks-different", *seen.elsewhere)
        if seen.covered or seen.elsewhere:
            return Integrity.CHANGED
        if seen.marked:
            self._findings.add("marked-after-signing", *seen.marked)
        if not seen.complete:
            self._findings.add("not-compared")
        return Integrity.ALLOWED_CHANGES

    def _unexplained(self, strays: set[Number], end: int) -> set[Number]:
        """Drop what qpdf made itself, and what a revision behind `end` used for a while."""
        strays = strays & written_numbers(self._pdf)
        ends = [one.end for one in revisions(self._pdf) if one.end > end][:_MAX_BETWEEN]
        for one in ends:
            if not strays:
                break
            try:
                with open_strictly(self._pdf[:one]) as revision:
                    strays -= reachable(revision)
            except (Unopenable, NeedsPassword):
                continue
        return strays


def _holds(form: Form, case: Case) -> bool:
    """Whether the signature stands in the form of the very revision that it covers."""
    return any(
        one.name == case.found.name
        and one.byte_range == case.found.byte_range
        and one.contents == case.found.contents
        for one in form.signatures
    )


def _signed_rectangles(page: pikepdf.Object) -> Iterator[Box]:
    annotations = page.get("/Annots")
    for one in annotations if isinstance(annotations, pikepdf.Array) else ():
        if isinstance(one, pikepdf.Dictionary) and one.get("/Subtype") == pikepdf.Name.Widget:
            _name, its = field_of(one)
            rect = rectangle(one)
            value = its.get("/V")
            if rect is not None and isinstance(value, pikepdf.Dictionary) and "/ByteRange" in value:
                yield rect
