"""What opening a picture takes: large ones are shrunk before they are in full colours, and few are opened at once."""

from __future__ import annotations

import fcntl
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as real
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core.errors import ActionRefused
from core.files import cage
from core.files.caged.pictures import _laid_out
from core.files.judging import judge
from evaluations.files import EVIDENCE
from products.files import LABEL_PHOTO, PHOTO

pytestmark = pytest.mark.slow
WHITE, GREEN = (255, 255, 255), (0, 128, 0)
# Opens a picture as the cage does, without walls, and says the most memory that it took: addresses and pages.
PROGRAM = """
import json, re, sys
from core.files.caged.pictures import draw

order = json.loads(sys.stdin.buffer.readline())
draw(order, sys.stdin.buffer.read())
said = open("/proc/self/status").read()
print(*(int(re.search(name + r":\\s+(\\d+) kB", said)[1]) * 1024 for name in ("VmPeak", "VmHWM")))
"""


def order_of(kind, form):
    return {"format": form, "pixels": kind.limit("pixels"), "widths": kind.widths, "endings": kind.endings}


def most_memory(kind, form, content):
    sent = json.dumps(order_of(kind, form)).encode() + b"\n" + content
    done = subprocess.run([sys.executable, "-c", PROGRAM], input=sent, capture_output=True, cwd=real.BASE_DIR)
    assert done.returncode == 0, done.stderr[-500:]
    return [int(word) for word in done.stdout.split()]


def palette_picture(size):
    """A picture of a palette whose number 0 is clear and number 1 green, half and half."""
    image = Image.new("P", size, 1)
    image.putpalette([255, 0, 0, 0, 128, 0])
    image.paste(0, (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    image.save(out, "PNG", transparency=0)
    return out.getvalue()


def picture(form, size, mode="RGB", **options):
    out = io.BytesIO()
    Image.new(mode, size, "green").save(out, form, **options)
    return out.getvalue()


def judged(kind, content):
    return judge(SimpleUploadedFile("a", content), kind)


def refusal(kind, content):
    with pytest.raises(ActionRefused) as refused:
        judged(kind, content)
    return [(reason.field, reason.text) for reason in refused.value.reasons]


# --------------------------------------------------------------------- memory
@pytest.mark.parametrize("kind", [LABEL_PHOTO, PHOTO, EVIDENCE], ids=lambda kind: kind.key)
def test_the_largest_picture_of_a_palette_stays_below_the_wall(kind):
    side = int(kind.limit("pixels") ** 0.5)
    addresses, pages = most_memory(kind, "PNG", palette_picture((side, side)))
    assert pages < addresses < kind.limit("memory") // 4  # in full colours at once it would be about a half


@pytest.mark.parametrize(
    ("form", "mode", "options"),
    [
        ("PNG", "RGBA", {}),
        ("WEBP", "RGBA", {"lossless": True, "method": 0, "quality": 0}),
        ("WEBP", "RGB", {"method": 0}),
        ("AVIF", "RGBA", {"speed": 10}),
    ],
)
@pytest.mark.parametrize("kind", [LABEL_PHOTO, PHOTO])
def test_the_largest_of_other_formats_too(kind, form, mode, options):
    side = int(kind.limit("pixels") ** 0.5)
    assert judged(kind, picture(form, (side, side), mode, **options)).width == kind.widths[-1]


def test_the_wall_of_strangers_is_half_of_the_others():
    assert (LABEL_PHOTO.limit("memory"), PHOTO.limit("memory")) == (512 * 1024 * 1024, 1024 * 1024 * 1024)


def test_points_of_a_palette_are_blended_on_white_whatever_the_strips(monkeypatch):
    image = Image.open(io.BytesIO(palette_picture((1203, 907))))
    whole = _laid_out(image, 3)
    assert (whole.size, whole.mode) == ((401, 303), "RGB")
    assert (whole.getpixel((10, 10)), whole.getpixel((390, 300))) == (WHITE, GREEN)
    assert whole.getpixel((200, 100)) == (85, 170, 85)  # a clear point for two green ones
    monkeypatch.setattr("core.files.caged.pictures.STRIP", 5000)
    assert _laid_out(image, 3).tobytes() == whole.tobytes()


# --------------------------------------------------------------------- what telephones send
@pytest.mark.parametrize("size", [(4080, 3060), (4032, 3024), (5712, 4284), (8160, 6120), (6120, 8160)])
def test_what_cameras_of_telephones_make_is_taken(size):
    exif = Image.Exif()
    exif[0x0112] = 6
    for options, (breadth, height) in (({}, size), ({"exif": exif}, size[::-1])):
        made = judged(LABEL_PHOTO, picture("JPEG", size, **options))
        assert (made.width, made.height) == (1600, pytest.approx(1600 * height / breadth, abs=1))


def test_a_large_one_of_several_passes_is_taken_too():
    made = judged(LABEL_PHOTO, picture("JPEG", (8160, 6120), progressive=True))
    assert (made.width, made.height) == (1600, 1200)


def test_more_points_are_refused_with_what_to_do():
    words = [("photo", "Ảnh có hơn 16 triệu điểm ảnh: hãy thu nhỏ rồi tải lại.")]
    assert refusal(LABEL_PHOTO, picture("PNG", (4001, 4000))) == words
    assert refusal(LABEL_PHOTO, picture("JPEG", (9000, 6000))) == words
    # One that is long and low could not be unpacked at a part of its size.
    assert refusal(LABEL_PHOTO, picture("JPEG", (3100, 8200))) == words


# --------------------------------------------------------------------- few at once
@pytest.fixture
def taken(settings, tmp_path, monkeypatch):
    """Takes cages, as other processes do."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(cage, "WAITS", 0)
    (tmp_path / "cages").mkdir()
    held = []

    def take(*numbers):
        for number in numbers:
            held.append((Path(tmp_path) / "cages" / str(number)).open("ab"))
            fcntl.flock(held[-1], fcntl.LOCK_EX)

    yield take
    for lock in held:
        lock.close()


BUSY = "Cổng đang mở nhiều tệp khác nên chưa nhận tệp này: hãy gửi lại sau một phút."


def test_who_finds_every_cage_taken_is_asked_to_try_again(taken):
    small = picture("PNG", (40, 30))
    taken(0)
    assert judged(PHOTO, small).width == 40
    taken(1)
    assert refusal(PHOTO, small) == [("upload", BUSY)]


def test_strangers_leave_one_cage_to_staff(taken):
    small = picture("PNG", (40, 30))
    taken(1)
    assert judged(LABEL_PHOTO, small).width == 40
    taken(0)
    assert refusal(LABEL_PHOTO, small) == [("photo", BUSY)]


def test_a_cage_is_free_again_when_its_file_was_opened(taken):
    for _time in range(3):
        assert judged(LABEL_PHOTO, picture("PNG", (40, 30))).width == 40


def test_a_cage_that_outlives_its_worker_is_still_taken(taken, monkeypatch):
    """The process inside holds the lock, too."""
    real_run, seen = subprocess.run, []

    def run(command, **how):
        seen.append(how["pass_fds"])
        return real_run(command, **how)

    monkeypatch.setattr(cage.subprocess, "run", run)
    judged(LABEL_PHOTO, picture("PNG", (40, 30)))
    assert [len(each) for each in seen] == [1]


def test_where_memory_runs_out_the_cage_goes_first():
    program = (
        "from core.files.caged.walls import _raise_walls\n_raise_walls(2**30, 5)\n"
        "print(open('/proc/self/oom_score_adj').read())"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=real.BASE_DIR, capture_output=True, text=True)
    assert done.stdout.strip() == "1000"
