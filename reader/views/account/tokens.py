"""A reader's tokens: made, seen once, revoked."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from reader.models import Token
from reader.models.people.token import MOST
from reader.views.account.forms import TokenForm
from reader.web.request import SignedInRequest


@never_cache
@login_required
def token_list(request: SignedInRequest) -> HttpResponse:
    """All of them, and a new one. Its secret is in the answer itself, and kept nowhere."""
    form = TokenForm(request.POST or None)
    context = {
        "form": form,
        "tokens": request.user.tokens.all(),
        "annotations_url": request.build_absolute_uri(reverse("annotations")),
    }
    if request.method != "POST":
        return render(request, "account/tokens.html", context)
    if form.is_valid() and request.user.tokens.count() >= MOST:
        form.add_error(None, f"You have {MOST} tokens. Revoke one that you no longer need.")
    if not form.is_valid():
        return render(request, "account/tokens.html", context, status=422)
    token, secret = Token.objects.hand_out(request.user, form.cleaned_data["name"])
    context |= {"form": TokenForm(), "token": token, "secret": secret}
    return render(request, "account/tokens.html", context)


@require_POST
@login_required
def revoke(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a token: whatever program has it is not let in any more."""
    get_object_or_404(Token, pk=pk, reader=request.user).delete()
    return HttpResponseRedirect(reverse("token_list"), status=303)
