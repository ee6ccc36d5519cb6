"""The local Telegram as a process of its own."""

import json
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen


def test_it_says_where_it_is_and_keeps_its_state(tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    people = ["--people", "Cara One, Dai Two"]
    command = [sys.executable, "-m", "bot.sandbox", "--port", "0", *people, "--state", str(state)]
    tokens = set()
    for _ in range(2):
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            url = process.stdout.readline().split()[1]
            token = process.stdout.readline().split()[1]
            with urlopen(f"{url}/bot{token}/getMe") as answer:
                assert json.load(answer)["result"]["is_bot"]
            with urlopen(f"{url}/page/world") as answer:
                assert [person["name"] for person in json.load(answer)["people"]] == ["Cara One", "Dai Two"]
            process.terminate()
            assert process.wait(10) == 0
        tokens.add(token)
    assert len(tokens) == 1
    assert state.exists()
