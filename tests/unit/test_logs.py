"""What is logged: our own machine words; of a library's no more than that it had something to say."""

import subprocess
import sys

#: A picture whose camera wrote a name into it, looked at with the most that can be logged; then a library's warning.
LOOKS = """
import logging
from io import BytesIO
from PIL import Image
from bot.logs import set_up
from bot.paper.blurring import opened

exif, file = Image.Exif(), BytesIO()
exif[315] = "Zephyrine Quillfeather"
Image.new("RGB", (8, 8)).save(file, "JPEG", exif=exif)
set_up("debug")
assert opened(file.getvalue())
logging.getLogger("bot.desk.worker").debug("row.looked-at", extra={"row": 7})
try:
    raise ValueError("Zephyrine")
except ValueError:
    logging.getLogger("somebody.elses").warning("cannot read %s", "Zephyrine", exc_info=True)
"""


def test_what_a_library_says_is_not_quoted_for_it_may_quote_what_somebody_wrote() -> None:
    ran = subprocess.run([sys.executable, "-c", LOOKS], capture_output=True, text=True, check=True)
    lines = [line.split(maxsplit=1)[1] for line in ran.stderr.splitlines()]
    assert lines == [
        "debug row.looked-at row=7",
        "warning library.said library=somebody.elses raised=ValueError",
    ]
