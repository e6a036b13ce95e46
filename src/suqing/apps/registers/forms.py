"""The empty register, and a sample of two thousand rows with the errors that real ones have. Deterministic; no real person, firm or number."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import IO, Any

from suqing.apps.registers.columns import COLUMNS, NEEDED, SHEET
from suqing.exchange.writing import Cell, workbook

ROWS = 5000  # as far as the lists to choose from reach
WIDE = {"事实经过": 50, "诉求": 30, "处理结果": 40, "被投诉对象": 20, "地址": 24, "来函文号": 20}
SEED = 20260326
COUNT = 2000

Row = dict[str, Cell]


def write_register_template(target: Path | IO[bytes]) -> None:
    with workbook(target) as book:
        page = book.sheet(SHEET)
        page.head(list(COLUMNS), [_width(name) for name in COLUMNS])
        text, moment = book.column_format("@"), book.column_format("yyyy-mm-dd hh:mm")
        for number, (name, (_, _, words)) in enumerate(COLUMNS.items()):
            page.page.set_column(number, number, _width(name), moment if name.endswith(("时间", "期限")) else None if name == "涉及金额" else text)
            if words:
                page.page.data_validation(1, number, ROWS, number, {"validate": "list", "source": list(words)} if len("、".join(words)) < 200 else {"validate": "any"})
        told = book.sheet("说明", landscape=False)
        told.head(("列", "必填", "填什么", "可选的词"), (16, 8, 50, 60))
        for name, (_, words, choices) in COLUMNS.items():
            told.row((name, "必填" if name in NEEDED else "", words, "、".join(choices)))


def _width(name: str) -> float:
    return WIDE.get(name, max(12, len(name) * 2 + 2))


def write_register_sample(target: Path | IO[bytes], *, units: Sequence[str], last_day: date, count: int = COUNT, sound: bool = False) -> None:
    """`units`: codes or short names of the insurer's own; days reach back a year from `last_day`. `sound`: without errors."""
    with workbook(target) as book:
        page = book.sheet(SHEET)
        page.head(list(COLUMNS), [_width(name) for name in COLUMNS])
        for row in sample_rows(units=units, last_day=last_day, count=count, sound=sound):
            page.row([row.get(name) for name in COLUMNS])


# What happened, told in our own words after published cases: line, dispute, whom it is about, facts, demand, outcome, yuan
STORIES: Sequence[tuple[str, str, str, str, str, str, int]] = (
    ("机动车辆保险", "理赔纠纷", "车险理赔部定损岗", "停车时被剐蹭，报案后查勘两次改期，至今没有定损。", "尽快定损，赔代步费。", "当日定损并赔付，代步费协商一致。", 2600),
    ("机动车辆保险", "理赔纠纷", "车险理赔部", "对方全责的追尾，修理厂报价与定损相差一千多元，差额无人解释。", "按实际修理费赔。", "复勘后按合理修复费用补差。", 4800),
    ("机动车辆保险", "承保纠纷", "电话销售中心", "投保时说可以随时退，退保时只退了不到一半保费。", "全额退还。", "说明短期费率并出示录音，投诉人接受。", 3100),
    ("机动车辆保险", "服务纠纷", "报案热线", "深夜报案等待四十分钟，接通后语气生硬。", "道歉，改进。", "当事坐席道歉，值班人数已增加。", 0),
    ("财产险其他保险", "理赔纠纷", "非车险理赔部", "家中水管爆裂，泡坏地板，公司以未及时止损为由减赔三成。", "足额赔付。", "重新核损，按合同约定全额赔付。", 18600),
    ("财产险其他保险", "理赔纠纷", "互联网业务部", "小额一年期保险，隔离津贴申请两次被拒，客服答复前后不一。", "按约定给付津贴。", "核实管控时间后给付。", 3600),
    ("保证保险", "销售纠纷", "融资合作机构", "贷款时被要求同时投保，保费从放款中扣除，没有说明。", "退还保费。", "核查录音，退还未说明部分。", 9200),
    ("责任保险", "理赔纠纷", "非车险理赔部", "店内顾客滑倒，已垫付医药费，公司四十天没有答复。", "尽快答复并赔付。", "补齐材料后七日内赔付。", 12400),
    ("意外伤害保险", "理赔纠纷", "健康险部", "骑行摔伤骨折，以职业类别不符拒赔。", "按合同给付。", "职业告知无误，撤销拒赔。", 21000),
    ("短期健康保险", "理赔纠纷", "健康险部", "住院医疗费申请赔付，以等待期内出险为由拒绝。", "说明依据，给付。", "等待期起算有误，已赔付。", 8700),
    ("短期健康保险", "退保纠纷", "互联网业务部", "首月一元，次月起自动扣费，客户不知情。", "退还已扣保费。", "退还，关闭自动续费。", 720),
    ("普通人寿保险", "销售纠纷", "代理人", "业务员口头承诺交满可取回本金，与条款不符。", "退还全部保费。", "回访录音齐全，未支持；已解释并协助变更。", 28000),
    ("疾病保险", "理赔纠纷", "理赔部", "确诊后申请重疾给付，以不属于约定疾病为由拒赔。", "重新审核。", "补充病理报告后给付。", 100000),
    ("年金保险", "销售纠纷", "银保渠道", "老人把保险当存款买，提前领取损失数万元。", "全额退还。", "认定销售未尽说明义务，协议退还本金。", 50000),
    ("机动车辆保险", "续期续保纠纷", "续保专员", "多次来电推销续保，要求停止后仍打。", "停止来电。", "加入禁呼名单并致歉。", 0),
    ("财产险其他保险", "保全纠纷", "客户服务部", "变更地址两次没有生效，通知寄错。", "改正并道歉。", "当场更正。", 0),
)  # fmt: skip
SURNAMES = "陈林黄张李王吴刘蔡杨许郑谢郭洪曾邱廖徐周"
# row number modulo → what goes wrong there
SLIPS: Mapping[int, str] = {17: "date", 43: "method", 71: "sum", 97: "unit", 131: "end", 173: "twice", 211: "clash", 257: "future", 293: "line", 347: "phone", 401: "misconduct", 463: "order"}


def sample_rows(*, units: Sequence[str], last_day: date, count: int = COUNT, sound: bool = False) -> Iterator[Row]:
    dice, earlier = Random(SEED), []  # type: tuple[Random, list[Row]]  # noqa: S311
    for number in range(1, count + 1):
        row = _row(number, dice, units, last_day, count)
        if not sound:
            slip = next((name for every, name in SLIPS.items() if number % every == 0), "")
            row = _spoilt(row, slip, earlier, last_day)
        earlier.append(row)
        yield row


def _row(number: int, dice: Random, units: Sequence[str], last_day: date, count: int) -> Row:
    line, dispute, whom, facts, demand, outcome, yuan = dice.choice(STORIES)
    received = datetime.combine(last_day, datetime.min.time()) - timedelta(days=(count - number) * 360 // count + 2, minutes=-dice.randint(8 * 60, 20 * 60))
    phone = dice.random()
    method, source = ("电话", "自收") if phone < 0.62 else dice.choice([("来访", "自收"), ("网络", "自收"), ("信函", "自收"), ("转办", "监管转办（本地）"), ("转办", "总公司转办"), ("转办", "行业协会转办")])
    row: Row = {
        "登记编号": f"TS{received:%Y}-{number:05d}", "收到时间": f"{received:%Y-%m-%d %H:%M}", "投诉方式": method, "投诉来源": source, "受理机构": dice.choice(units),
        "投诉人": dice.choice(SURNAMES) + dice.choice(("先生", "女士")), "联系电话": f"1990{dice.randint(0, 9_999_999):07d}", "被投诉对象": whom, "险种": line, "纠纷类型": dispute,
        "保单号": f"SAMPLE{number:010d}", "事实经过": facts, "诉求": demand, "涉及金额": yuan + dice.randint(0, 40) * 10 if yuan else None,
        "分类": "重大投诉件" if yuan >= 20_000 or source.startswith("监管") else "一般投诉件",
    }  # fmt: skip
    if source.startswith("监管"):
        row |= {
            "来函文号": f"沪投转〔{received:%Y}〕{number:04d}号", "来函机关": "地方监管局", "监管收到时间": f"{received - timedelta(days=3):%Y-%m-%d}", "转办时间": f"{received - timedelta(days=1):%Y-%m-%d}",
            "反馈期限": f"{received + timedelta(days=14):%Y-%m-%d}",
        }  # fmt: skip
    if (last_day - received.date()).days > 20 or dice.random() < 0.3:
        row |= _end(received, last_day, outcome, dice)
    return row


def _end(received: datetime, last_day: date, outcome: str, dice: Random) -> Row:
    ended = min(received + timedelta(days=dice.choice((1, 2, 2, 3, 4, 6, 9))), datetime.combine(last_day, datetime.min.time()))
    ended = max(ended, received + timedelta(hours=1))
    words = f"{ended:%Y-%m-%d %H:%M}"
    if dice.random() < 0.08:
        return {"办理状态": "已终止", "办结时间": words, "终止事由": dice.choice(("投诉人撤回", "投诉人撤回", "已诉讼、仲裁或移交司法", "已转送")), "处理结果": "投诉人书面撤回。"}
    valid = dice.random() < 0.7
    ground = "投诉人接受处理方案" if valid or dice.random() < 0.5 else dice.choice(("投诉人不接受，法律法规支持我司意见", "投诉管理部门认定无效"))
    return {"办理状态": "已结案", "办结时间": words, "结案标准": ground, "是否有效": "有效" if valid else "无效", "处理结果": outcome}


def _spoilt(row: Row, slip: str, earlier: Sequence[Row], last_day: date) -> Row:
    """One slip of the hand, as registers have them."""
    day: Any = row["收到时间"]
    changed: Mapping[str, Row] = {
        "date": {"收到时间": f"{day[:10].replace('-', '.')}上午"},
        "method": {"投诉方式": "电话投诉"},
        "sum": {"涉及金额": "约1.2万"},
        "unit": {"受理机构": f"{row['受理机构']}公司"},
        "end": {"办理状态": "已结案", "办结时间": None},
        "future": {"收到时间": f"{last_day.year + 1}{day[4:]}"},
        "line": {"险种": "车险"},
        "phone": {"联系电话": "1390000"},
        "misconduct": {"分类": "举报件"},
        "order": {"办理状态": "已结案", "办结时间": f"{last_day - timedelta(days=800)} 10:00"},
    }
    if slip == "twice" and earlier:
        return dict(earlier[-1])
    if slip == "clash" and earlier:
        return {**row, "登记编号": earlier[-1]["登记编号"]}
    return {**row, **changed.get(slip, {})}
