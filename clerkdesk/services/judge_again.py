"""Judge again what was open when trust lists or revocation lists come, and tell whose verdict has fallen."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from clerkdesk.domain.errors import DamagedFile, HelperCrashed, HelperSilent, NotFound
from clerkdesk.domain.judged_again import SignerCertificate
from clerkdesk.domain.people import Person
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.texts import _
from clerkdesk.domain.trust import CrlFacts, TrustList, TrustNews, TrustStanding
from clerkdesk.domain.verdicts import SignatureCheck, SignatureResult
from clerkdesk.ports.store import Store
from clerkdesk.ports.trust import TrustStore
from clerkdesk.services.check_signatures import CheckSignatures
from clerkdesk.services.take_in import SYSTEM

JUDGED_BY = "trust.judged_by"
_BUNDLE = "bundle"


@dataclass(frozen=True, slots=True)
class Again:
    """Old beside new."""

    before: SignatureCheck
    after: SignatureCheck

    @property
    def fell(self) -> bool:
        """Whether it is worth nothing now and was worth something before."""
        return (
            self.after.result is SignatureResult.INVALID
            and self.before.result is not SignatureResult.INVALID
        )


class JudgeAgain:
    """One file at a time, so that the clerk's own work goes between."""

    def __init__(self, store: Store, trust: TrustStore, check: CheckSignatures) -> None:
        self._store = store
        self._trust = trust
        self._check = check

    def waiting(self, news: TrustNews) -> Sequence[str]:
        """Files to be judged again because of `news`, the most pressing first: those whose certificate
        was struck off or whose root is believed no more, then open ones of documents in work, then
        the newest."""
        if not news.any:
            return ()
        checks = self._store.checks
        certificates = checks.certificates()
        gone = self._struck_off(certificates) if news.crls else []
        gone += self._orphaned(certificates) if news.bundle is not None else []
        return list(dict.fromkeys((*checks.files_of(gone), *checks.open(self._about(news)))))

    def missed(self) -> TrustNews:
        """What came since everything was last judged: while the program was closed, through the command
        line, or just before it was ended in the middle."""
        seen = self._store.settings.get(JUDGED_BY)
        before = seen if isinstance(seen, Mapping) else {}
        standing = self._trust.standing()
        now = _state(standing)
        return TrustNews(
            bundle=standing.bundle if now[_BUNDLE] != before.get(_BUNDLE, "") else None,
            crls=tuple(one for one in standing.crls if before.get(_name(one)) != now[_name(one)]),
            authorities=tuple(
                one
                for one in standing.authorities
                if one.trust_list is TrustList.OWN and one.fingerprint not in before
            ),
        )

    def caught_up(self) -> None:
        """Everything was judged by what is believed now; kept on this desk."""
        self._store.settings.keep_here(JUDGED_BY, _state(self._trust.standing()))

    def __call__(self, sha256: str, news: TrustNews) -> Again | None:
        """Judge one file again; None where it is not here, or it breaks the checker."""
        return self._judge(
            sha256, _why(news), SYSTEM, may_fade=news.bundle is not None, asked=False
        )

    def at_once(self, sha256: str, by: Person) -> Again | None:
        """«Kiểm tra lại»: the clerk asks for it."""
        why = _("{who} kiểm tra lại").format(who=by.full_name)
        return self._judge(sha256, why, by.login, may_fade=False, asked=True)

    def take_note(self, uid: str, by: Person) -> None:
        """Somebody at the registry knows that a verdict has fallen.

        Raises:
            NotAllowed
        """
        demand(by, Right.REGISTER)
        self._store.checks.take_note(uid, by.login)

    def _judge(
        self, sha256: str, why: str, by: str, *, may_fade: bool, asked: bool
    ) -> Again | None:
        """`may_fade`: «Hợp lệ» may become «Chưa xác định»; a revocation list that has grown old since
        takes nothing from a document that was registered when it was fresh."""
        before = self._store.checks.latest(sha256)
        if before is None:
            return None
        try:
            content = self._store.files.get(sha256)
            after = self._check.again(sha256, content, before, keep_same=asked)
        except (NotFound, DamagedFile, HelperCrashed, HelperSilent):
            return None  # what was found before stands
        faded = (before.result, after.result) == (
            SignatureResult.VALID,
            SignatureResult.INDETERMINATE,
        )
        if after.result is not before.result and (may_fade or not faded):
            for document in self._store.checks.documents(sha256):
                main = document.main_file
                if main is not None and main.sha256 == sha256:
                    self._store.checks.change_result(document.uid, after, why, by)
        return Again(before, after)

    def _about(self, news: TrustNews) -> Collection[str] | None:
        """Whose open signatures the news may settle; None where anybody's."""
        if news.bundle is not None or news.authorities:
            return None
        names = {one.issuer for one in news.crls}
        held = self._trust.standing().authorities
        return names | {one.fingerprint for one in held if one.is_root and one.name in names}

    def _orphaned(self, known: Iterable[SignerCertificate]) -> list[SignerCertificate]:
        roots = {one.fingerprint for one in self._trust.standing().authorities if one.is_root}
        return [one for one in known if one.root and one.root not in roots]

    def _struck_off(self, known: Iterable[SignerCertificate]) -> list[SignerCertificate]:
        listed = self._trust.struck_off({(one.issuer, one.serial) for one in known})
        return [one for one in known if (one.issuer, one.serial) in listed]


def _state(standing: TrustStanding) -> dict[str, str]:
    """What is believed, short enough to be compared."""
    bundle = standing.bundle.sha256 if standing.bundle is not None else ""
    own = [one for one in standing.authorities if one.trust_list is TrustList.OWN]
    return (
        {_BUNDLE: bundle}
        | {_name(one): one.this_update.isoformat() for one in standing.crls}
        | {one.fingerprint: "" for one in own}
    )


def _name(crl: CrlFacts) -> str:
    return f"crl:{crl.issuer}:{crl.source}"


def _why(news: TrustNews) -> str:
    if news.bundle is not None:
        words = _("có danh sách tin cậy bản {version}")
        return words.format(version=news.bundle.version)
    if news.crls:
        names = ", ".join(dict.fromkeys(one.issuer for one in news.crls))
        return _("có danh sách thu hồi mới của {names}").format(names=names)
    return _("đơn vị vừa thêm nhà cung cấp tin cậy")
