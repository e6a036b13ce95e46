"""The files of a report, for the desk and the API."""

from suqing.apps.editions.stored import open_stored
from suqing.apps.supervision.calendar import body_of, changes_of
from suqing.apps.supervision.models import Cycle, Filing
from suqing.casework.reporting import disclosed
from suqing.exchange.report_files import head_of, write_disclosure, write_report
from suqing.kernel.clock import house
from suqing.kernel.errors import Refused
from suqing.web.sending import made


def report_file(filing: Filing) -> bytes:
    body, duty = body_of(filing), filing.duty
    head = head_of(
        报告名称=duty.name, 报送机关=duty.addressee, 依据=duty.ground, 机构=f"{duty.unit.name}（{duty.unit.code}）", 期间=f"{filing.first_day}至{filing.last_day}，按收到投诉的日期",
        版次=f"第{filing.number}版，{filing.get_state_display()}", 更正原因=filing.reason, 取数时间=f"{house(filing.at):%Y-%m-%d %H:%M}", 取数人=filing.by.name if filing.by else "",
        签报人=f"{filing.signed_by.name}，{house(filing.signed_at):%Y-%m-%d %H:%M}" if filing.signed_by and filing.signed_at else "未签报",
        报送=f"{filing.filed_on}，{filing.document_no}" if filing.filed_on else "", 数据校验值=filing.content_hash,
    )  # fmt: skip
    return made(lambda target: write_report(target, body, head, changes_of(filing)))


def disclosure_file(filing: Filing) -> bytes:
    """Only out of a whole year, under the edition of the law that the figures were taken under."""
    if filing.duty.cycle != Cycle.YEAR:
        raise Refused("年度披露由年度报告的数据生成；这一份不是年度的。", clause="cbirc2020/26")
    if not filing.edition_hash:
        raise Refused("没有采用处理办法，不知道披露什么。先采用，再取数。", clause="cbirc2020/26")
    edition, body = open_stored(filing.edition_hash), body_of(filing)
    if "yearly_disclosure" not in edition.tables():
        raise Refused("取数时采用的处理办法没有写披露什么。采用新的一版，再取数。", clause="cbirc2020/26")
    parts = disclosed(body, edition)
    return made(lambda target: write_disclosure(target, body["unit"]["name"], f"{filing.period}年度", parts, body["as_of"][:10]))
