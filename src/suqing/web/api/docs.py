"""The readable pages: made from the OpenAPI schema on the server, without a script of anybody."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from suqing.web.api.problems import KINDS
from suqing.web.api.room import api

PREFIX = "/api/v1/"
TYPES = {"string": "文字 string", "number": "数 number", "integer": "整数 integer", "boolean": "真假 boolean", "array": "列表 array", "object": "对象 object"}


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    return render(request, "api/docs.html", contents())


@cache
def contents() -> dict[str, Any]:
    """Groups of operations, each with its parameters and fields; the kinds of problems."""
    schema = api.get_openapi_schema(path_prefix=PREFIX)
    groups: dict[str, list[dict[str, Any]]] = {}
    for address, methods in schema["paths"].items():
        for method, operation in methods.items():
            groups.setdefault(operation["tags"][0], []).append(_operation(address, method, operation, schema["components"]["schemas"]))
    return {
        "description": schema["info"]["description"],
        "groups": [{"title": title, "anchor": f"group-{number}", "operations": found} for number, (title, found) in enumerate(groups.items(), 1)],
        "problems": [{"kind": kind, "status": status, "title": title, "english": english} for kind, (status, title, english) in KINDS.items()],
    }


def _operation(address: str, method: str, operation: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    body = next(iter(operation.get("requestBody", {}).get("content", {}).values()), {}).get("schema", {})
    return {
        "id": operation["operationId"],
        "method": method.upper(),
        "path": address,
        "summary": operation["summary"],
        "description": operation.get("description", ""),
        "parameters": [
            {
                "name": each["name"], "where": each["in"], "required": each["required"], "type": type_words(each["schema"], schemas),
                "words": each["schema"].get("title", "") if each["in"] == "query" else "", "description": each.get("description", ""),
            }
            for each in operation["parameters"]
        ],
        "fields": fields_of(body, schemas),
    }  # fmt: skip


def fields_of(schema: dict[str, Any], schemas: dict[str, Any], prefix: str = "") -> list[dict[str, Any]]:
    """Every field of a body, nested ones with a dot, lists with []."""
    found = _resolved(schema, schemas)
    required = found.get("required", [])
    fields = []
    for name, each in sorted(found.get("properties", {}).items(), key=lambda item: item[0] not in required):
        inner = _plain(each, schemas)
        fields.append(
            {
                "name": prefix + name, "required": name in required, "words": each.get("title", ""), "type": type_words(each, schemas),
                "description": each.get("description") or inner.get("description", ""),
            }
        )  # fmt: skip
        items = inner.get("items")
        nested, mark = (_resolved(items, schemas), "[].") if items else (inner, ".")
        if "properties" in nested:
            fields += fields_of(nested, schemas, f"{prefix}{name}{mark}")
    return fields


def type_words(schema: dict[str, Any], schemas: dict[str, Any]) -> str:
    found = _plain(schema, schemas)
    if "enum" in found:
        return " | ".join(str(each) for each in found["enum"])
    if "const" in found:
        return str(found["const"])
    kinds = found.get("type", "object")
    words = " | ".join(TYPES.get(each, each) for each in (kinds if isinstance(kinds, list) else [kinds]) if each != "null")
    return f"{words}（{found['format']}）" if found.get("format") else words


def _plain(schema: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    """Without references and without "or null"."""
    found = _resolved(schema, schemas)
    options = [each for each in found.get("anyOf", []) if each.get("type") != "null"]
    if len(options) == 1:
        return _plain(options[0], schemas)
    if options:
        return {"type": [_plain(each, schemas).get("type", "object") for each in options]}
    return found


def _resolved(schema: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    for each in [schema, *schema.get("allOf", [])]:
        if "$ref" in each:
            target: dict[str, Any] = schemas[each["$ref"].rpartition("/")[2]]
            return target
    return schema
