"""A PostgreSQL of the tests' own: made in a temporary folder, reached by a socket in it, gone at the end."""

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

#: Nothing has to survive a crash of this server: what is slow about safety is left out.
SETTINGS = {
    "listen_addresses": "''",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
}
OWNER = "postgres"


def programs() -> Path | None:
    """The folder of initdb and pg_ctl, the newest version first; None where PostgreSQL is not installed."""
    found = shutil.which("initdb")
    newest_first = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]), reverse=True
    )
    candidates = [*([Path(found)] if found else []), *newest_first]
    return next((path.parent for path in candidates if (path.parent / "pg_ctl").exists()), None)


class Server:
    """A running server."""

    def __init__(self, programs: Path, **settings: str) -> None:
        self._programs = programs
        self._settings = {**SETTINGS, **settings}
        # Not under pytest's own folder, which only its owner may enter: the server does not run as root.
        self.folder = Path(tempfile.mkdtemp(prefix="wardlight-pg-"))
        self.data = self.folder / "data"
        self._user = OWNER if os.geteuid() == 0 else None
        if self._user:
            os.chown(self.folder, pwd.getpwnam(self._user).pw_uid, -1)
        self._made = 0
        #: The database that every test gets a copy of.
        self.template = "template0"

    def start(self) -> None:
        """Make the cluster and start it."""
        self._run("initdb", "--no-sync", "--no-locale", "--encoding=UTF8", "--auth=trust", f"--username={OWNER}")
        settings = {**self._settings, "unix_socket_directories": str(self.folder)}
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        self._run("pg_ctl", "start", "--wait", f"--log={self.folder / 'log'}", f"--options={options}")

    def restart(self, mode: str) -> None:
        """Stop it under whoever works with it (``fast`` or ``immediate``), and start it again."""
        self._run("pg_ctl", "restart", "--wait", f"--mode={mode}", f"--log={self.folder / 'log'}")

    def refuse_writes(self, *, refuses: bool) -> None:
        """Let it be like a standby, on which nobody can write, or as it was."""
        self.say(f"ALTER SYSTEM SET default_transaction_read_only = {'on' if refuses else 'off'}")
        self.say("SELECT pg_reload_conf()")

    def stop(self) -> None:
        """Stop it at once, and remove what it kept."""
        self._run("pg_ctl", "stop", "--mode=immediate")
        shutil.rmtree(self.folder)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), f"--pgdata={self.data}", *arguments]
        # Output to a file: the server inherits it, and a pipe would wait for the server's end.
        with (self.folder / "output").open("w+b") as output:
            where = {"user": self._user, "cwd": self.folder}
            done = subprocess.run(command, check=False, **where, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
            output.seek(0)
            if done.returncode:
                raise RuntimeError(f"{program} failed:\n{output.read().decode()}")

    def url(self, name: str) -> str:
        """Where a database is."""
        return f"postgresql+psycopg://{OWNER}@/{name}?host={self.folder}"

    def create(self, template: str = "template0") -> str:
        """A new database, a copy of ``template``; its URL."""
        self._made += 1
        name = f"test_{self._made}"
        self.say(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)

    def drop(self, url: str) -> None:
        """Remove a database, whoever is still in it."""
        self.say(f"DROP DATABASE {make_url(url).database} WITH (FORCE)")

    def say(self, statement: str) -> None:
        """Run a statement that is no part of a transaction."""
        engine = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()
