"""An answer of the annotation protocol that is a status and one sentence."""

from __future__ import annotations

from django.http import HttpResponse


class Refusal(Exception):
    """Why a program does not get what it asks for, in a sentence for whoever writes it."""

    def __init__(self, status: int, sentence: str, **headers: str) -> None:
        super().__init__(sentence)
        self.status, self.headers = status, headers

    def answer(self) -> HttpResponse:
        return HttpResponse(
            f"{self}\n",
            status=self.status,
            content_type="text/plain; charset=utf-8",
            headers=self.headers,
        )
