"""Files that an author sends, and the buttons of their preview."""

from django.core.files.uploadedfile import SimpleUploadedFile

from reader.models import Upload

TEXT = """AN: Thanks for waiting.

Chapter 1: Mud

The ferry came in late, with its lamps already lit and a gull asleep on the rail.

Nobody had told Orla that the crossing would be closed in October.

Chapter 2: Rain

She counted eleven masts, then twelve, and wrote neither number in the book.

By morning the fog had gone out with the tide."""


def send(client, *files, **more):
    files = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post("/desk/bring/", {"files": files} | more)


def press(client, upload, do, **more):
    return client.post(f"/desk/bring/{upload.pk}/", {"do": do} | more)


def proof(upload):
    return Upload.objects.get(pk=upload.pk).proof()
