"""`bulletin.docx`: the result of a round as an official document, for publication within the industry (S1 五(三)1)."""

from pathlib import Path
from typing import IO

from suqing.casework.assessment.numbers import words
from suqing.casework.assessment.scoring import Assessment, GroupResult
from suqing.exchange.official import TO_WRITE, Official
from suqing.exchange.scorecards import summary
from suqing.exchange.words import flag_names

NUMBERS = "一二三四五六七八九十"


def write_result_bulletin(target: Path | IO[bytes], assessment: Assessment) -> None:
    period = assessment.period.words
    title = f"关于{period}保险公司消费投诉处理工作考评情况的通报"
    paper = Official(title)
    paper.title(title)
    paper.to("各保险公司：")
    paper.plain(f"根据《{assessment.edition.name}》，对辖区内保险公司{period}消费投诉处理工作进行了考评。现将有关情况通报如下。")
    groups = [group for group in assessment.groups if group.cards]
    paper.heading("一、总体情况")
    counts = "，".join(f"{group.group.label}公司{len(group.cards)}家" for group in groups)
    paper.plain(f"本期参加考评的{counts}。{_not_ranked(assessment)}")
    for group in groups:
        told = summary(group)
        below = f"低于平均分的{told['below_mean']}家" if told["below_mean"] else "没有低于平均分的公司"
        paper.plain(f"{group.group.label}公司平均{words(group.mean)}分，中位数{words(group.median)}分，{below}；最高{words(group.cards[0].total)}分，最低{words(group.cards[-1].total)}分。")
    for number, group in enumerate(groups, start=1):
        _group(paper, group, NUMBERS[number])
    paper.heading(f"{NUMBERS[len(groups) + 1]}、说明")
    for words_ in _notes(assessment):
        paper.plain(words_)
    paper.heading(f"{NUMBERS[len(groups) + 2]}、工作要求")
    paper.plain(f"{TO_WRITE}对结果较差公司的要求、整改期限和报送方式。")
    paper.signed(f"{TO_WRITE}发文机关署名", f"{TO_WRITE}成文日期")
    paper.save(target)


def _not_ranked(assessment: Assessment) -> str:
    said = []
    if assessment.excluded:
        said.append(f"不纳入考评的{len(assessment.excluded)}家")
    if assessment.merged:
        said.append(f"并入其他公司考评的机构{len(assessment.merged)}家")
    if assessment.incomplete:
        said.append(f"数据不全未计分的{len(assessment.incomplete)}家（{'、'.join(each.name for each in assessment.incomplete[:5])}）")
    return "，".join(said) + "。" if said else ""


def _group(paper: Official, group: GroupResult, number: str) -> None:
    label = group.group.label
    paper.heading(f"{number}、{label}公司考评结果")
    paper.sub("（一）得分与排名")
    rows = [[str(card.rank), card.name, words(card.total), *(words(points) for points in card.sections.values())] for card in group.cards]
    sections = ["定性" if name == "qualitative" else "定量" if name == "quantitative" else name for name in group.cards[0].sections]
    paper.table(["名次", "公司", "总分", *sections], rows, [14, 82, 20, *(20 for _ in sections)])
    paper.sub("（二）各项指标")
    told = summary(group)["lines"]
    paper.table(["指标", "满分", "平均得分", "满分家数", "零分家数"], [_indicator(group, place, each) for place, each in enumerate(told)], [66, 18, 24, 24, 24])
    worst = sorted((line for line in told if line["mean"] is not None), key=lambda line: _loss(group, line["indicator"]), reverse=True)[:3]
    losses = "、".join(f"{line['label']}（平均失{words(_loss(group, line['indicator']))}分）" for line in worst)
    paper.plain(f"失分较多的指标依次是{losses}。")
    cut = [card for card in group.cards if any(line.deducts and line.points for line in card.lines)]
    if cut:
        paper.plain(f"有扣分事件的公司{len(cut)}家，合计扣{words(sum(line.lost for card in cut for line in card.lines if line.deducts))}分。")


def _indicator(group: GroupResult, place: int, told: dict[str, object]) -> list[str]:
    line = group.cards[0].lines[place]
    full = f"扣≤{words(line.full, 0)}" if line.deducts else words(line.full, 0)
    return [line.label, full, f"{told['mean']:.2f}", str(told["full"]), "—" if line.deducts else str(told["zero"])]


def _loss(group: GroupResult, indicator: object) -> object:
    own = [card.line(str(indicator)).lost for card in group.cards]
    return sum(own) / len(own)


def _notes(assessment: Assessment) -> list[str]:
    said = ["财产险公司和人身险公司分别排名；同分的名次并列，后面的名次顺延。分值保留两位小数，总分为各行之和。"]
    small = sum(1 for card in assessment.cards() if "small_base" in card.flags)
    if small:
        said.append(f"有{small}家公司部分指标基数小，一件之差影响较大，比较时请留意。")
    total = sum((card.total for card in assessment.cards()), start=0)
    assumed = sum((card.points_on_assumption for card in assessment.cards()), start=0)
    if total:
        said.append(f"评分曲线和扣分档次中原文没有公布的部分按设定计算，平均每家{words(assumed / sum(1 for _ in assessment.cards()))}分依设定得出，逐项注明在各公司的记分卡上。")
    if assessment.flags:
        said.append(f"提示：{flag_names(assessment.flags)}。")
    said.append(f"规则版本 {assessment.edition.content_hash[:12]}，数据校验值 {assessment.facts_hash[:12]}；同样的数据和规则重新计算，结果相同。")
    return said
