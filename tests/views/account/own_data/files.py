"""Files of highlights, sent and read."""

from django.core.files.uploadedfile import SimpleUploadedFile

FILES = {ending: f"/highlights/gloss-highlights.{ending}" for ending in ("md", "csv", "jsonld")}


OWN = [*FILES.values(), "/highlights/bring/", "/accounts/tokens/"]


def read(answer):
    return answer.content.decode()


def send(client, data, name="mine.jsonld", **more):
    file = SimpleUploadedFile(name, data if isinstance(data, bytes) else data.encode())
    return client.post("/highlights/bring/", {"file": file} | more)
