"""The lists by their names: the views of the workbench, the scopes of the register."""

NAMES = {
    "mine": ("待我办", "list"), "to_contact": ("待我联系", "phone"), "due_today": ("今日到期", "clock"), "overdue": ("已超期", "alert"),
    "promises": ("承诺回复", "talk"), "urged": ("催办待回复", "bell"), "asked": ("请示待答复", "people"), "to_instruct": ("待批示", "pencil"), "after_closing": ("结案后待办", "archive"), "unassigned": ("待定类与分派", "person"),
    "forwarded": ("监管转办", "forward"), "crisis": ("危机", "alert"), "major": ("重大投诉件", "flag"), "lacking": ("缺项待补", "pencil"), "near": ("临近（用时≥80%）", "clock"),
    "paused": ("暂停中", "pause"), "redress": ("逾期未兑现", "alert"), "unexplained": ("超期未说明", "clock"), "open": ("全部在办", "file"), "discontented": ("回访不满意", "talk"),
}  # fmt: skip
SCOPES = {"": ("全部", None, "list"), "open": ("在办", True, "file"), "ended": ("已结与终止", False, "archive")}
