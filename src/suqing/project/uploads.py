"""Uploads stay in memory: a complainant's paper must not rest unencrypted in a temporary folder."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import MemoryFileUploadHandler


class MemoryOnly(MemoryFileUploadHandler):
    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None) -> None:  # noqa: N803
        if content_length > settings.MAX_UPLOAD:
            raise RequestDataTooBig(f"上传内容超过 {settings.MAX_UPLOAD // 1024 // 1024} MB，请分次上传。")
        super().handle_raw_input(input_data, META, content_length, boundary, encoding)
