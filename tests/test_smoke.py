import pytest

pytestmark = pytest.mark.django_db


def test_health(client):
    assert client.get("/healthz").content == b"ok"
    assert client.get("/").status_code == 200
