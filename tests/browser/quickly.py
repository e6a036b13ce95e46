"""The way to where a story begins: the same forms, fetched and posted by the page's own scripts without being painted."""

from collections.abc import Callable

from tests.browser.cases import day, told
from tests.browser.desks import Desk

POST = """async ({page, form, fields, people}) => {
  const parse = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");
  const source = (await parse(await fetch(page))).querySelector(form);
  if (!source) { return {url: page, said: "no such form"}; }
  const data = new FormData(source);
  if (people) {
    const options = await parse(await fetch(`/desk/new/people/?respondent_unit_id=${people.unit}`));
    data.set("respondent_staff_id", [...options.querySelectorAll("option")].find((each) => each.textContent.includes(people.name)).value);
  }
  for (const [name, value] of Object.entries(fields)) {
    const inputs = [...source.elements].filter((each) => each.name === name);
    if (!inputs.length) { return {url: page, said: `no field ${name}`}; }
    let code = value;
    if (inputs[0].tagName === "SELECT") {
      const options = [...inputs[0].options];
      code = (options.find((each) => each.value === value) || options.find((each) => each.textContent.includes(value))).value;
    } else if (["radio", "checkbox"].includes(inputs[0].type)) {
      code = (inputs.find((each) => each.value === value) || inputs.find((each) => each.closest("label").textContent.includes(value))).value;
    }
    data.set(name, code);
  }
  const answer = await fetch(source.getAttribute("action"), {method: "POST", body: data});
  const shown = await parse(answer);
  const said = [...shown.querySelectorAll(".sq-msg--bad, .sq-msg--warn, .sq-hint--bad")].map((each) => each.textContent.trim().replace(/\\s+/g, " "));
  return {url: answer.url, said: said.join(" / ")};
}"""


def act(desk: Desk, ref: str, action: str, **fields: str) -> None:
    """One act, done."""
    if not desk.page.url.startswith(desk.base):
        desk.open("/desk/notices/")
    asked = {"page": f"/desk/c/{ref}/?do={action}", "form": f'form[action$="/act/{action}/"]', "fields": fields}
    answer = desk.page.evaluate(POST, asked)
    assert "done=" in answer["url"] or answer["url"].endswith("/desk/"), f"{action}: {answer['said']}"


def register(desk: Desk, *, against: str = "", **given: str) -> str:
    """The reference of a new case; `against` is a colleague of 车险理赔部."""
    desk.open("/desk/new/")
    fields = told(**given)
    unit = desk.page.locator("#in-respondent_unit_id option").evaluate_all("(all, name) => all.find((each) => each.textContent.includes(name)).value", fields["respondent_unit_id"])
    people = {"unit": unit, "name": against} if against else None
    answer = desk.page.evaluate(POST, {"page": "/desk/new/", "form": "#intake", "fields": fields, "people": people})
    assert "/desk/c/" in answer["url"], answer["said"]
    return str(answer["url"].split("/desk/c/")[1].split("/")[0])


def accepted(desk: Callable[..., Desk], **given: str) -> str:
    """Classed, dispatched to 车险理赔部, accepted for 小孙."""
    li, wang = desk("li"), desk("wang")
    ref = register(li, against="老丁", **given)
    act(li, ref, "triage", classification="major", established="yes")
    act(li, ref, "dispatch", department_id="车险理赔部")
    act(wang, ref, "accept_dispatch", handler_id="小孙")
    return ref


def found(desk: Callable[..., Desk], **given: str) -> str:
    """老丁 heard, the finding recorded and confirmed as valid."""
    ref = accepted(desk, **given)
    li, sun, ding = desk("li"), desk("sun"), desk("ding")
    act(sun, ref, "note_contact", summary="核实经过与诉求。")
    act(sun, ref, "ask_hearing", staff_id="老丁")
    act(ding, ref, "state_side", statement="排期冲突，两次改期属实。")
    act(sun, ref, "record_finding", cause_kind="claim", cause="定损排期失误，超期9天。", evidence="排期表", valid="yes", direct="老丁")
    act(li, ref, "confirm_finding", valid="yes")
    return ref


PLAN = {
    "text": "按4S店报价核定车损21,800元，2日内支付；代步费按超期9天补偿。", "amount_fen": "24500", "company_loss_fen": "24500",
    "grounds": "定损超期9天，责任在我方", "evidence": "定损照片6张\n4S店报价单", "what_0": "支付赔款24,500元", "day_0": day(3),
}  # fmt: skip
REPLY = {
    "method": "letter", "text": "赔付24,500元，并致歉。", "facts_verified": "定损超期9天属实", "grounds": "保险法第二十三条",
    "remedies": "核查、调解、仲裁、诉讼", "proof": "EMS签收", "address": "上海市浦东新区张杨路500号",
}  # fmt: skip


def proposed(desk: Callable[..., Desk], **given: str) -> str:
    """Version 1 before 赵总."""
    ref = found(desk, **given)
    act(desk("sun"), ref, "draft_proposal", **PLAN)
    return ref


def replied(desk: Callable[..., Desk], **given: str) -> str:
    """Approved by 赵总 and answered; 陈女士 has not yet said what she thinks."""
    ref = proposed(desk, **given)
    act(desk("zhao"), ref, "instruct_proposal", kind="approve", text="同意。")
    act(desk("sun"), ref, "send_reply", **REPLY)
    return ref
