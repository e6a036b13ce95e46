"""The closed lists of the assessment office."""

from django.db import models


class Step(models.TextChoices):
    """The five steps of a round (S1 五(二)), and its end."""

    COLLECT = "collect", "收集数据"
    QUALITATIVE = "qualitative", "定性评定"
    QUANTITATIVE = "quantitative", "定量计算"
    REVIEW = "review", "复核"
    SCORE = "score", "计分排名、发布"
    PUBLISHED = "published", "已发布"


class SourceKind(models.TextChoices):
    """Where figures come from (S1 五(一)2): the five sources, the directory that joins them, and the marks of step two."""

    DIRECTORY = "directory", "机构名录"
    COMPLAINTS_SYSTEM = "complaints_system", "投诉管理系统"
    STATISTICS = "statistics", "保险统计信息系统"
    DAILY_RECORD = "daily_record", "日常工作记录"
    PUBLICITY = "publicity", "舆情监测"
    MEDIATION = "mediation", "纠纷调解组织"
    QUALITATIVE = "qualitative", "定性评定"


class AdjustmentKind(models.TextChoices):
    FIGURE = "figure", "数据"
    MARK = "mark", "评定"
    EVENT = "event", "扣分事件"
    SET_ASIDE = "set_aside", "本期不计分"


class Proposed(models.TextChoices):
    """What one person enters and another confirms."""

    PROPOSED = "proposed", "待复核"
    CONFIRMED = "confirmed", "已复核"
    REJECTED = "rejected", "未通过"
    CANCELLED = "cancelled", "已撤销"


class Answer(models.TextChoices):
    """An insurer's word on its counts (S14)."""

    ASKED = "asked", "待核对"
    CONFIRMED = "confirmed", "无异议"
    DISPUTED = "disputed", "有异议"
    SETTLED = "settled", "异议已答复"


class MeasureKind(models.TextChoices):
    """What is done about a poor result (S1 五(三)4)."""

    TALK = "talk", "约谈"
    LETTER = "letter", "监管函"
    RECTIFY = "rectify", "责令整改"
    INSPECTION = "inspection", "现场检查"
    OTHER = "other", "其他措施"
