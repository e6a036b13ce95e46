"""A worker checks and takes registers; killed half-way, the next one goes on."""

from suqing.apps.jobs.registry import handler
from suqing.apps.jobs.work import Run
from suqing.apps.organisations.actors import Actor, actor_of, system_actor
from suqing.apps.registers.actions import finish
from suqing.apps.registers.bringing import check_batch, take_batch
from suqing.apps.registers.models import Batch, BatchState
from suqing.kernel.clock import now


def _batch(run: Run) -> tuple[Batch, Actor]:
    batch = Batch.objects.select_related("by", "unit").get(pk=int(run.args["batch"]), root_id=run.root_id)
    return batch, actor_of(batch.by) if batch.by else system_actor(batch.root_id)


@handler("registers.check")
def check(run: Run) -> None:
    batch, actor = _batch(run)
    if batch.state == BatchState.CHECKING:
        check_batch(batch, actor=actor, now=now(), progress=lambda done, of: run.progress(f"{done}/{of}"))


@handler("registers.take")
def take(run: Run) -> None:
    batch, actor = _batch(run)
    if batch.state == BatchState.TAKING:
        take_batch(batch, actor=actor, now=now(), progress=lambda done, of: run.progress(f"{done}/{of}"))
        finish(batch_id=batch.id, actor=actor, at=now())
