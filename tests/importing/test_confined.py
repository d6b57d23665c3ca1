"""A stranger's file is read apart: within limits, knowing nothing, and whatever becomes of it."""

import json
import os
import signal
import subprocess
import sys
import threading

import pytest

from reader.importing import ManuscriptError, confined
from reader.importing.confined import ReadingStopped, read_confined
from reader.importing.import_slots import SLOTS, import_slot
from tests.importing.file_layouts import epub, page
from tests.importing.samples import LINE, picture


@pytest.fixture
def child(monkeypatch, tmp_path):
    """Have another program in the place of the one that reads."""

    def do(code):
        program = tmp_path / "python"
        program.write_text(f"#!{sys.executable}\nimport os, sys, time\n{code}\n")
        program.chmod(0o755)
        monkeypatch.setattr(sys, "executable", str(program))

    return do


def test_what_is_read_apart_is_what_is_read_here():
    data = epub(
        {"a.xhtml": page(f'<p>{LINE}</p><img src="p.png"/>')}, more={"OEBPS/p.png": picture()}
    )
    made = read_confined("a.epub", data)
    assert made.pictures and made.chapters[0].source.startswith(LINE)


def test_the_limits_of_time_and_memory_hold(settings):
    settings.IMPORT_SECONDS = 1
    with pytest.raises(ManuscriptError, match="more time or memory"):
        read_confined("a.txt", b"(A/N: hi\n\n" * 300_000)
    settings.IMPORT_SECONDS, settings.IMPORT_MEMORY = 60, 150_000_000
    assert read_confined("a.txt", LINE.encode()).chapters
    with pytest.raises(ManuscriptError, match="more time or memory"):
        read_confined("a.txt", b"\0" * settings.IMPORT_MEMORY)


def take_turn():
    with import_slot():
        pass


def test_turns_to_read_are_counted_over_processes_and_one_that_dies_gives_its_back(settings):
    code = (
        "import sys; from pathlib import Path; from django.conf import settings\n"
        "settings.configure(VAR=Path(sys.argv[1]))\n"
        "from reader.importing.import_slots import import_slot\n"
        "with import_slot(): print('held', flush=True); sys.stdin.read()\n"
    )
    others = [
        subprocess.Popen(
            [sys.executable, "-c", code, settings.VAR], cwd=settings.ROOT,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )
        for _ in range(SLOTS)
    ]  # fmt: skip
    assert [other.stdout.readline() for other in others] == [b"held\n"] * SLOTS
    turn = threading.Thread(target=take_turn)
    turn.start()
    turn.join(0.7)
    assert turn.is_alive()
    for other in others:
        other.kill()
        other.communicate()
    turn.join()


@pytest.mark.parametrize(
    "code",
    [
        "os.kill(os.getpid(), 11)", "os.kill(os.getpid(), 9)", "os.abort()", "sys.exit(3)",
        "print('hello')", "sys.stdin.close()", "os.close(1)", "sys.stderr.write('x' * 10**6)",
    ],
)  # fmt: skip
def test_a_reader_that_dies_is_a_sentence(child, code):
    child(code)
    with pytest.raises(ManuscriptError, match=r"^a\.txt .*\.$"):
        read_confined("a.txt", b"Hello.")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_reader_that_is_told_to_stop_says_nothing_against_the_file(child, number):
    heed = f"import signal; signal.signal({int(number)}, signal.SIG_DFL)"  # where it is ignored
    child(f"{heed}\nos.kill(os.getpid(), {int(number)})")
    with pytest.raises(ReadingStopped):
        read_confined("a.txt", b"Hello.")


def test_a_reader_that_never_ends_is_ended(child, settings, tmp_path):
    settings.IMPORT_SECONDS = 0
    child(f"open({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid()))\ntime.sleep(600)")
    with pytest.raises(ManuscriptError, match="more time"):
        read_confined("a.txt", b"Hello.")
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


def test_the_one_who_reads_knows_no_secret(child, monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "a secret")
    monkeypatch.setenv("DATABASE_URL", "postgres://user:secret@host/name")
    child(f"open({str(tmp_path / 'told')!r}, 'w').write(repr((dict(os.environ), sys.argv)))")
    with pytest.raises(ManuscriptError):
        read_confined("a.txt", b"Hello.")
    assert "secret" not in (tmp_path / "told").read_text()


def test_what_a_library_prints_is_no_part_of_the_answer():
    task = {"name": "a.txt"} | dict.fromkeys(confined.LIMITS, 10**6)
    task |= {"IMPORT_SECONDS": 60, "IMPORT_MEMORY": 10**9}
    code = (
        "import sys, reader.importing.confined_process as c\n"
        "read = c.read_manuscript\n"
        "c.read_manuscript = lambda *a: (print('noise', flush=True), read(*a))[1]\n"
        "c.main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, json.dumps(task)], input=b"It rained.", capture_output=True,
        check=True,
    )  # fmt: skip
    assert json.loads(done.stdout)["chapters"][0]["source"] == "It rained."
    assert b"noise" in done.stderr


def test_an_error_of_ours_is_a_sentence_and_its_place_is_logged(monkeypatch, caplog):
    answer = json.dumps({"refused": "a.txt is damaged.", "trace": "KeyError at epub.py:1"})
    done = subprocess.CompletedProcess([], 0, stdout=answer.encode())
    monkeypatch.setattr(subprocess, "run", lambda *args, **kwargs: done)
    with pytest.raises(ManuscriptError, match="damaged"):
        read_confined("a.txt", b"Hello.")
    assert "KeyError at epub.py:1" in caplog.text


@pytest.mark.parametrize(
    "name",
    ["-c.txt", "a\0b.txt", "../../a.txt", "\udcff.txt", "é" * 300 + ".txt"],
    ids=["an option", "a null", "a path", "no UTF-8", "long"],
)
def test_any_name_of_a_file_will_do(name):
    assert read_confined(name, b"It rained.").chapters
