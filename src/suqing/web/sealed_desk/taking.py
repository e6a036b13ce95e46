"""Taking a report down: any member of staff may; what remains with them is a number (管理细则 5.2.4, 8.3)."""

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from suqing.apps.organisations.actors import actor_of
from suqing.apps.sealed.actions import Receipt, ReportTexts, receive_report
from suqing.kernel.clock import house, now
from suqing.kernel.errors import NotYours, Refused
from suqing.kernel.ids import new_id
from suqing.web.sealed_desk.door import sealed_page, show
from suqing.web.sealed_desk.forms import TakeDown

SALT = "suqing.sealed.entry"
IN_SESSION = "sealed_receipt"


@sealed_page
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form; sending it twice makes one report, because its row id travels with it, signed."""
    if request.method != "POST":
        start = {"entry": signing.dumps([request.user.pk, new_id()], salt=SALT), "received_at": house(now())}
        return show(request, "sealed/new.html", {"form": TakeDown(initial=start)})
    form = TakeDown(request.POST)
    if form.is_valid():
        try:
            receipt = _receive(request, form)
        except Refused as refused:
            form.add_error(refused.missing[0] if refused.missing else None, refused.reason)
        else:
            request.session[IN_SESSION] = {"ref": receipt.ref, "read_by_somebody": receipt.readers > 0}
            return redirect("sealed:taken")
    return show(request, "sealed/new.html", {"form": form}, status=422)


@sealed_page
@require_safe
def taken(request: HttpRequest) -> HttpResponse:
    """The number that the same person got last in this session, and nothing else."""
    receipt = request.session.get(IN_SESSION)
    if receipt is None:
        raise NotYours
    return show(request, "sealed/taken.html", {"receipt": receipt})


def _receive(request: HttpRequest, form: TakeDown) -> Receipt:
    words = form.cleaned_data
    _, receipt = receive_report(
        root=request.user.root,
        texts=ReportTexts(
            story=words["story"],
            demands=words["demands"],
            accused=words["accused"],
            reporter_name=words["reporter_name"],
            reporter_phone=words["reporter_phone"],
            reporter_email=words["reporter_email"],
        ),
        received_at=words["received_at"],
        method=words["method"],
        taken_by=request.user.pk,
        actor=actor_of(request.user),
        at=now(),
        about_the_office=words["about_the_office"],
        report_id=_entry(request, words["entry"]),
    )
    return receipt


def _entry(request: HttpRequest, signed: str) -> int:
    try:
        staff_id, report_id = signing.loads(signed, salt=SALT)
    except (signing.BadSignature, ValueError):
        raise Refused("这张表不是从本系统打开的。请重新打开，再抄一遍。") from None
    if staff_id != request.user.pk:
        raise Refused("这张表是别人打开的。请重新打开，再抄一遍。")
    return int(report_id)
