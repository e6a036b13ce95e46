"""/healthz: this process lives. /readyz: it can serve: database, migrations, a worker that breathes."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from suqing.apps.jobs import heartbeats
from suqing.kernel import clock

_migrated = False


@never_cache
@require_safe
def lives(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"alive": True})


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    checks = readiness()
    good = all(check["ok"] for check in checks.values())
    return JsonResponse({"ready": good, "checks": checks}, status=200 if good else 503)


def readiness() -> dict[str, dict[str, object]]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
        migrated = _migrations_applied()
    except DatabaseError:
        return {"database": {"ok": False, "words": "数据库没有应答，请检查 SUQING_DATABASE_URL 与数据库服务。"}}
    checks: dict[str, dict[str, object]] = {
        "database": {"ok": True},
        "migrations": {"ok": True} if migrated else {"ok": False, "words": "数据库结构不是最新，请运行 suqing upgrade。"},
    }
    if migrated:
        checks["worker"] = _worker()
    return checks


def _worker() -> dict[str, object]:
    now, beat = clock.now(), heartbeats.last(heartbeats.WORKER)
    if beat is None:
        return {"ok": False, "words": "后台进程从未运行，请启动 suqing worker。"}
    answer: dict[str, object] = {"ok": not heartbeats.is_silent(beat, at=now), "age_seconds": max(int((now - beat).total_seconds()), 0)}
    if not answer["ok"]:
        answer["words"] = "后台进程没有心跳，请检查 suqing worker 是否在运行。"
    return answer


def _migrations_applied() -> bool:
    """Asked once until the answer is yes: a process never sees its own database go back."""
    global _migrated
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _migrated
