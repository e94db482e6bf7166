"""The set-up, on machines of our own making: stubs on PATH say what is there and note what is called."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / ".ci" / "requirements.lock"
EDITIONS = [
    "libpango-1.0-0",
    "libpangoft2-1.0-0",
    "libharfbuzz-subset0",
    "fonts-noto-cjk",
    "fonts-lxgw-wenkai",
    "fonts-dejavu-core",
    "fonts-hanazono",
    "fonts-symbola",
    "libgs-common",
]
TESTS = ["pandoc", "poppler-utils", "qpdf", "ghostscript", "libreoffice-writer-nogui"]


class Machine:
    """A PATH with nothing on it but what a test puts there; every stub notes its calls."""

    def __init__(self, folder: Path) -> None:
        self.commands = folder / "commands"
        self.log = folder / "calls"
        self.commands.mkdir()
        self.log.touch()
        for name in ("cat", "cksum", "dirname", "env", "grep"):
            self.link(name)

    def link(self, name: str) -> None:
        """The real command."""
        (self.commands / name).symlink_to(str(shutil.which(name)))

    def stub(self, name: str, script: str = "") -> Path:
        path = self.commands / name
        path.write_text(f'#!/bin/sh\necho "{name} $*" >>"{self.log}"\n{script}\n', encoding="utf-8")
        path.chmod(0o755)
        return path

    def installed(self, *packages: str) -> None:
        """It has apt, and these packages."""
        known = "|".join(packages) or "none"
        self.stub("apt-get")
        self.stub("dpkg-query", f'case "$3" in {known}) echo installed ;; *) exit 1 ;; esac')

    def python(self, script: str) -> None:
        self.stub("python3", script)

    def user(self, number: int) -> None:
        self.stub("id", f"echo {number}")

    def run(self, script: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["/bin/sh", str(script), *arguments],
            check=False, capture_output=True, text=True, env={"PATH": str(self.commands)},
        )  # fmt: skip

    def calls(self, name: str) -> list[str]:
        """How this stub was called, in order."""
        lines = self.log.read_text(encoding="utf-8").splitlines()
        return [line for line in lines if line.split()[0] == name]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """Debian, root, a whole Python."""
    machine = Machine(tmp_path)
    machine.python("exit 0")
    machine.user(0)
    machine.installed(*EDITIONS, *TESTS)
    return machine


SYSTEM = ROOT / ".ci" / "setup-system"


def asked_for(machine: Machine) -> list[str]:
    """The packages of the one installation that there was."""
    update, install = machine.calls("apt-get")
    assert update == "apt-get -qq update"
    assert "--no-install-recommends" in install
    return [word for word in install.split() if word in {*EDITIONS, *TESTS} or word.endswith("-venv")]


def test_nothing_is_installed_where_nothing_is_missing(machine: Machine) -> None:
    done = machine.run(SYSTEM, "test")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert machine.calls("apt-get") == []


def test_only_what_is_missing_is_installed(machine: Machine) -> None:
    machine.installed(*EDITIONS[1:])
    assert machine.run(SYSTEM).returncode == 0
    assert asked_for(machine) == EDITIONS[:1]


def test_the_tests_need_more(machine: Machine) -> None:
    machine.installed()
    assert machine.run(SYSTEM, "test").returncode == 0
    assert asked_for(machine) == EDITIONS + TESTS


def test_a_python_of_debian_gets_its_ensurepip(machine: Machine) -> None:
    machine.python('case "$2" in *ensurepip*) exit 1 ;; *print*) echo python3.13-venv ;; esac')
    assert machine.run(SYSTEM).returncode == 0
    assert asked_for(machine) == ["python3.13-venv"]


def test_a_user_installs_through_sudo(machine: Machine) -> None:
    machine.user(1000)
    machine.installed()
    machine.stub("sudo", 'exec "$@"')
    assert machine.run(SYSTEM).returncode == 0
    assert asked_for(machine) == EDITIONS
    assert len(machine.calls("sudo")) == 2


def test_a_user_without_sudo_is_told_what_to_install(machine: Machine) -> None:
    machine.user(1000)
    machine.installed()
    done = machine.run(SYSTEM)
    assert done.returncode == 1
    assert " ".join(EDITIONS) in done.stderr
    assert machine.calls("apt-get") == []


def test_lists_that_cannot_be_refreshed_do_not_stop_it(machine: Machine) -> None:
    machine.installed()
    machine.stub("apt-get", '[ "$2" = install ]')
    assert machine.run(SYSTEM).returncode == 0
    assert asked_for(machine) == EDITIONS


def test_without_apt_it_goes_on(machine: Machine) -> None:
    (machine.commands / "apt-get").unlink()
    done = machine.run(SYSTEM)
    assert done.returncode == 0
    assert "README.md" in done.stderr


def test_an_old_python_is_told_before_anything_is_installed(machine: Machine) -> None:
    machine.installed()
    machine.python('case "$*" in --version) echo "Python 3.9.2" ;; *"(3, 11)"*) exit 1 ;; esac')
    done = machine.run(SYSTEM)
    assert done.returncode == 1
    assert "3.11 or later" in done.stderr
    assert "Python 3.9.2" in done.stderr
    assert machine.calls("apt-get") == []


class Checkout:
    """A small checkout to run setup-python in, whose venv has a stub of pip for its Python."""

    def __init__(self, machine: Machine, root: Path) -> None:
        self.machine = machine
        self.root = root
        (root / ".ci").mkdir(parents=True)
        shutil.copy(ROOT / ".ci" / "setup-python", root / ".ci")
        self.lock = root / ".ci" / "requirements.lock"
        self.pyproject = root / "pyproject.toml"
        self.lock.write_text("one==1", encoding="utf-8")
        self.pyproject.touch()
        self.broken = root / "broken"
        pip = machine.stub("pip", "[ ! -e broken ]")
        for name in ("mkdir", "rm", "cp"):
            machine.link(name)
        machine.python(
            'if [ "$1" = -c ]; then echo 3.12; exit; fi\n'
            f'rm -rf .venv; mkdir -p .venv/bin; cp "{pip}" .venv/bin/python'
        )

    def set_up(self) -> list[str]:
        """Runs it; of what pip installed, ``lock`` or ``project``."""
        before = len(self.machine.calls("pip"))
        self.machine.run(self.root / ".ci" / "setup-python")
        calls = self.machine.calls("pip")[before:]
        return ["lock" if "--require-hashes" in call else "project" for call in calls]


@pytest.fixture
def checkout(machine: Machine, tmp_path: Path) -> Checkout:
    checkout = Checkout(machine, tmp_path / "checkout")
    assert checkout.set_up() == ["lock", "project"]
    return checkout


def test_a_venv_is_made_once(checkout: Checkout) -> None:
    assert checkout.set_up() == []


def test_a_new_lock_makes_it_anew(checkout: Checkout) -> None:
    checkout.lock.write_text("one==2", encoding="utf-8")
    assert checkout.set_up() == ["lock", "project"]
    assert checkout.machine.calls("python3")[-1] == "python3 -m venv --clear .venv"


def test_a_new_pyproject_installs_the_project_alone(checkout: Checkout) -> None:
    checkout.pyproject.write_text("#", encoding="utf-8")
    assert checkout.set_up() == ["project"]


def test_a_checkout_that_was_moved_gets_a_venv_of_its_own(checkout: Checkout) -> None:
    checkout.root = checkout.root.rename(checkout.root.with_name("moved"))
    assert checkout.set_up() == ["lock", "project"]


def test_an_installation_that_failed_is_tried_again(checkout: Checkout) -> None:
    checkout.lock.write_text("one==2", encoding="utf-8")
    checkout.broken.touch()
    assert checkout.set_up() == ["lock"]
    checkout.broken.unlink()
    assert checkout.set_up() == ["lock", "project"]


def pinned() -> dict[str, str]:
    return dict(re.findall(r"^(\S+)==([^ ;]+)", LOCK.read_text(encoding="utf-8"), re.MULTILINE))


def test_the_lock_holds_what_pyproject_asks_for() -> None:
    data = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = data["project"]
    versions = pinned()
    for line in [
        *project["dependencies"],
        *project["optional-dependencies"]["dev"],
        *data["build-system"]["requires"],
    ]:
        requirement = Requirement(line)
        assert requirement.specifier.contains(versions[canonicalize_name(requirement.name)]), line


def test_every_pin_has_a_hash_and_no_address() -> None:
    text = LOCK.read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text)
    assert len(entries) == len(pinned())
    for entry in entries:
        assert "--hash=sha256:" in entry
    assert "//" not in text
    assert "--index" not in text


def test_help_names_every_goal() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    goals = set(re.findall(r"^([a-z-]+):", text, re.MULTILINE)) - {"help", "setup", "test-setup"}
    assert goals == set(re.findall(r'echo "make (\S+)', text))
