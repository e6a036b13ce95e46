"""What the public front page says: ways to complain and how a complaint goes, in a consumer's words.

The duty to publish both: S1 四(一) (受理渠道、投诉程序), 2020 Order 3 article 8. An insurer's own numbers and addresses are not kept by the
product yet, so none are printed here; days are those of the order (articles 18 and 20).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Told:
    name: str
    words: str


WAYS = (
    Told("电话", "打保险公司的客服电话。号码印在您的保单、保险卡和公司网站上。"),
    Told("到营业网点", "当面说给柜面人员，会有人记下来。带上证件和保单更快，没带也能投诉。"),
    Told("写信", "寄到保险公司或为您服务的分支机构，写上您的姓名和电话。"),
    Told("网上", "这里还不能在线提交。请先用电话、到网点或写信，办理是一样的。"),
)
STEPS = (
    Told("记下您的话", "收到后记成一件，给您一个编号。以后问进展，说编号就行。"),
    Told("有人联系您", "由专人承办，一般在1个工作日内联系您，核对经过和您的要求。"),
    Told("查明原因", "调取保单、录音和单证，听取有关人员的说明。被投诉的人不参与办理。"),
    Told("给您答复", "收到后15日内告诉您处理决定和理由。情况复杂的最长30日；还要延长的会先告诉您，总共不超过60日。"),
    Told("不同意怎么办", "决定由分支机构作出的，收到后30日内可以书面向它的上级机构申请核查。您也可以申请调解、仲裁，或者起诉。"),
)
BRING = (
    "您的姓名和能打通的电话",
    "保单号或报案号，找不到也没关系",
    "什么时候、发生了什么",
    "您希望怎么处理",
)
MISCONDUCT = "要反映工作人员弄虚作假、内外勾结的，请说明是“举报”。可以匿名，内容单独密封，经办投诉的人看不到。"
PRIVACY = "您的信息只用来办理您的投诉，依法保密。"
