"""The verbs as a person meets them: what they write, what they say when something is wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from typeset.errors import KINDS

ROOT = Path(__file__).resolve().parents[2]
RAW = "【概况】  2022年，全县有水库\n\n12座。\ufffd （李    桐）\n"


def run(*arguments: str, cwd: Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    """One run of the command line; standard error never holds a traceback."""
    done = subprocess.run(
        [sys.executable, "-m", "typeset.cli", *arguments],
        check=False, cwd=cwd, capture_output=True, env={**os.environ, **(env or {})}, timeout=120,
    )  # fmt: skip
    assert b"Traceback" not in done.stderr
    return done


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    path = tmp_path / "text.txt"
    path.write_text(RAW, encoding="utf-8", newline="")
    return path


def ticket(raw: Path, text: str) -> None:
    raw.with_suffix(".toml").write_text(text, encoding="utf-8")


def test_an_unknown_form_in_a_profile_names_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("第一章　总则\n", encoding="utf-8")
    (tmp_path / "x.toml").write_text('[reading]\nprofile = "own.toml"\n', encoding="utf-8")
    (tmp_path / "own.toml").write_text(
        'extends = "generic"\nname = "own"\ndescription = "…"\n'
        '[headings]\nforms = [{form = "chaptre", makes = "section"}]\n',
        encoding="utf-8",
    )
    done = run("reflow", "x.txt", "-o", "out", cwd=tmp_path)
    assert done.returncode >= 3
    assert "did you mean 'chapter'?" in done.stderr.decode()


def test_every_kind_of_error_has_its_own_exit_code_and_stands_in_the_readme() -> None:
    codes = [kind.exit_code for kind in KINDS]
    assert len(set(codes)) == len(codes)
    assert min(codes) == 3
    reference = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    for kind in KINDS:
        assert f"| {kind.exit_code} | {kind.meaning} |" in reference


def test_reflow_writes_the_formats(raw: Path, tmp_path: Path) -> None:
    done = run("reflow", "text.txt", "-o", "out", cwd=tmp_path)
    assert done.returncode == 0
    assert {path.name for path in (tmp_path / "out" / "text").iterdir()} == {
        "text.md", "text.xml", "text.json", "text.ledger.jsonl",
    }  # fmt: skip
    assert "[李桐]{.credit}" in (tmp_path / "out" / "text" / "text.md").read_text(encoding="utf-8")
    lines = (tmp_path / "out" / "text" / "text.ledger.jsonl").read_text(encoding="utf-8").splitlines()
    head, *rows = [json.loads(line) for line in lines]
    assert head["code_points"] == len(RAW)
    for row in rows:
        assert RAW[slice(*row["range"])] == row["text"]
        assert row["rule"]


def test_reflow_says_it_to_a_program(raw: Path, tmp_path: Path) -> None:
    (result,) = json.loads(run("reflow", "text.txt", "--json", cwd=tmp_path).stdout)
    assert (result["entries"], result["credits"], result["figures"]) == (1, 1, 0)


def test_render_makes_editions_of_markdown(raw: Path, tmp_path: Path) -> None:
    run("reflow", "text.txt", "-o", ".", cwd=tmp_path)
    done = run("render", "text/text.md", "--to", "html,docx", "-o", "out", cwd=tmp_path)
    assert done.returncode == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["text.docx", "text.html"]


def test_restore_gives_the_bytes_back(raw: Path, tmp_path: Path) -> None:
    run("reflow", "text.txt", "-o", ".", cwd=tmp_path)
    assert run("restore", "text/text.xml", cwd=tmp_path).stdout == RAW.encode()
    assert run("restore", "text/text.xml", "-o", "back.txt", cwd=tmp_path).returncode == 0
    assert (tmp_path / "back.txt").read_bytes() == RAW.encode()


def test_check_proves_and_finds(raw: Path, tmp_path: Path) -> None:
    done = run("check", "text.txt", cwd=tmp_path)
    assert done.returncode == 1
    assert "text.txt:3:5: warning L29 lost-character: " in done.stdout.decode()
    assert "the proofs hold; 1 findings" in done.stdout.decode()
    run("reflow", "text.txt", "-o", ".", cwd=tmp_path)
    for name in ("text.md", "text.json", "text.xml"):
        assert run("check", f"text/{name}", cwd=tmp_path).returncode == 0
    raw.write_text("【概况】  全县有水库...\n\n12座。\n", encoding="utf-8")
    done = run("check", "text.txt", "--json", cwd=tmp_path)
    assert done.returncode == 1
    (result,) = json.loads(done.stdout)
    assert (result["path"], result["problems"]) == ("text.txt", [])
    (finding,) = result["findings"]
    assert finding == {
        "code": "L02", "name": "ellipsis", "severity": "warning", "message": "an ellipsis is ……",
        "file": "text.txt", "line": 1, "column": 12, "where": "概况", "text": "全县有水库... 12座。",
    }  # fmt: skip
    said = run("check", "text.txt", cwd=tmp_path).stdout.decode().splitlines()[0]
    assert said.startswith("text.txt:1:12: warning L02 ellipsis: an ellipsis is ……: …")
    assert said.endswith("… [概况]")


def test_check_annotates_a_workflow(tmp_path: Path) -> None:
    raw = tmp_path / "100%,a:b.txt"
    raw.write_text("【100%】  全县有水库...\n\n12座。\n", encoding="utf-8")
    done = run("check", raw.name, "--format", "github", cwd=tmp_path)
    assert done.returncode == 1
    (line,) = done.stdout.decode().splitlines()
    assert line.startswith(
        "::warning file=100%25%2Ca%3Ab.txt,line=1,col=14,title=L02 ellipsis::an ellipsis is ……: "
    )
    assert line.endswith(" [100%25]")
    ticket(raw, '[lint]\nseverity = {ellipsis = "error"}')
    assert run("check", raw.name, "--format", "github", cwd=tmp_path).stdout.startswith(b"::error file=")
    ticket(raw, '[lint]\noff = ["L02"]')
    done = run("check", raw.name, "--format", "github", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, b"")
    ticket(raw, '[lint]\noff = ["elipsis"]')
    done = run("check", raw.name, cwd=tmp_path)
    assert done.returncode == 8
    assert "did you mean 'ellipsis'" in done.stderr.decode()
    assert run("check", raw.name, "--format", "xml", cwd=tmp_path).returncode == 2


def test_check_sees_that_the_xml_was_changed(raw: Path, tmp_path: Path) -> None:
    run("reflow", "text.txt", "-o", ".", cwd=tmp_path)
    xml = tmp_path / "text" / "text.xml"
    xml.write_text(xml.read_text(encoding="utf-8").replace("12座", "13座"), encoding="utf-8")
    done = run("check", "text/text.xml", cwd=tmp_path)
    assert done.returncode == 15
    assert "SHA-256" in done.stdout.decode()
    assert run("restore", "text/text.xml", cwd=tmp_path).stdout == RAW.replace("12座", "13座").encode()


def test_explain_says_why_and_what_to_paste(raw: Path, tmp_path: Path) -> None:
    said = run("explain", "text.txt:1", cwd=tmp_path).stdout.decode()
    assert "seam: join (rule J-LINE" in said
    assert 'choose = "break"' in said
    start = said.index("[[decide]]", said.index("seam: join"))
    pasted = "\n".join(line.split("  #")[0] for line in said[start:].splitlines()[:4])
    ticket(raw, pasted)
    again = run("explain", "text.txt:1", cwd=tmp_path).stdout.decode()
    assert "seam: break" in again
    assert "by-hand" in again
    explained = json.loads(run("explain", "text.txt:1", "--json", cwd=tmp_path).stdout)
    assert {"heading", "seam"} <= {decision["kind"] for decision in explained["decisions"]}


def test_variants_stand_beside_the_pdf(raw: Path, tmp_path: Path) -> None:
    done = run("build", "text.txt", "-o", "out", "--press", "--archive", "--accessible", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "out" / "text"
    names = {path.name for path in folder.glob("*.pdf")}
    assert names == {"text.pdf", "text.press.pdf", "text.archive.pdf", "text.accessible.pdf"}
    with pikepdf.open(folder / "text.archive.pdf") as pdf:
        assert pdf.attachments["text.xml"].get_file().read_bytes() == (folder / "text.xml").read_bytes()
    done = run("render", "out/text/text.md", "--to", "docx", "--archive", "-o", "again", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert {path.name for path in (tmp_path / "again").iterdir()} == {
        "text.docx", "text.pdf", "text.pages.json", "text.archive.pdf",
    }  # fmt: skip
    with pikepdf.open(tmp_path / "again" / "text.archive.pdf") as pdf:
        assert pdf.attachments["text.md"].get_file().read_bytes() == (folder / "text.md").read_bytes()


def test_a_picture_with_too_few_dots_is_a_finding(tmp_path: Path) -> None:
    Image.new("RGB", (90, 60), "red").save(tmp_path / "p.png")
    (tmp_path / "x.md").write_text(
        "# 一 {.entry}\n\n文。\n\n::: {.figure #fig-1}\n![](p.png)\n\n图\n:::\n", encoding="utf-8"
    )
    assert run("render", "x.md", "--to", "pdf", "-o", "out", cwd=tmp_path).returncode == 0
    done = run("render", "x.md", "--to", "pdf", "-o", "out", "--press", cwd=tmp_path)
    assert done.returncode == 1 and "dots per inch" in done.stderr.decode()
    assert (tmp_path / "out" / "x.press.pdf").is_file()


def test_a_profile_that_is_not_there_is_an_error_before_anything_is_drawn(raw: Path, tmp_path: Path) -> None:
    ticket(raw, "[press]\noutput-intent = 'no-such-press'")
    assert run("build", "text.txt", "-o", "out", cwd=tmp_path).returncode == 0
    done = run("build", "text.txt", "-o", "press", "--press", cwd=tmp_path)
    assert (
        done.returncode == 8
        and "text.toml" in done.stderr.decode()
        and "no-such-press" in done.stderr.decode()
    )
    assert not (tmp_path / "press").exists()


def test_names_and_health(tmp_path: Path) -> None:
    assert "zh-yearbook" in run("profiles", cwd=tmp_path).stdout.decode()
    names = [theme["name"] for theme in json.loads(run("themes", "--json", cwd=tmp_path).stdout)]
    assert "yearbook" in names and names == sorted(names)
    done = run("doctor", "--json", cwd=tmp_path)
    assert all(item["well"] for item in json.loads(done.stdout)), done.stdout
    assert done.returncode == 0


def test_a_profile_is_proposed_and_can_be_used(raw: Path, tmp_path: Path) -> None:
    raw.write_text("〔概况〕全县有水库。\n\n〔节水〕推广节水。\n\n〔测流〕启用。\n", encoding="utf-8")
    done = run("profiles", "suggest", "text.txt", cwd=tmp_path)
    assert '["〔", "〕"]' in done.stdout.decode()
    (tmp_path / "mine.toml").write_bytes(done.stdout)
    ticket(raw, "[reading]\nprofile = 'mine.toml'")
    (result,) = json.loads(run("reflow", "text.txt", "--json", cwd=tmp_path).stdout)
    assert result["entries"] == 3
    assert run("profiles", "fly", cwd=tmp_path).returncode == 2


def test_what_needs_review_is_listed(raw: Path, tmp_path: Path) -> None:
    raw.write_text("【概况】建设 AI模型，用AI培训。\n", encoding="utf-8")
    done = run("explain", "text.txt", "--needs-review", cwd=tmp_path)
    assert done.returncode == 1
    assert "text.txt:1: space: drop before keep by 0" in done.stdout.decode()
    (found,) = json.loads(run("explain", "text.txt", "--needs-review", "--json", cwd=tmp_path).stdout)
    assert found["at"] == "【概况】建设|AI模型，用AI"


def test_new_writes_a_project_that_builds(tmp_path: Path) -> None:
    assert run("new", "book", cwd=tmp_path).returncode == 0
    done = run("build", cwd=tmp_path / "book")
    assert done.returncode == 0, done.stderr
    assert "sections 2  entries 3  figures 1  credits 4" in done.stdout.decode()
    assert (tmp_path / "book" / "build" / "example" / "example.pdf").is_file()
    again = run("new", "book", cwd=tmp_path)
    assert again.returncode == 14
    assert "not empty" in again.stderr.decode()


def test_help_and_version(tmp_path: Path) -> None:
    assert run("--version", cwd=tmp_path).stdout.decode().startswith("typeset ")
    for verb in (
        "build",
        "reflow",
        "render",
        "check",
        "explain",
        "restore",
        "profiles",
        "themes",
        "doctor",
        "new",
    ):
        assert run(verb, "--help", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["fly"], 2),
        (["reflow"], 2),
        (["render", "x.md", "--to", "epub"], 2),
        (["explain", "text.txt"], 2),
        (["reflow", "missing.txt"], 4),
        (["build", "missing"], 4),
        (["build", "."], 0),
        (["explain", "text.txt:99"], 4),
        (["render", "text.txt"], 4),
        (["restore", "text.txt"], 11),
    ],
)
def test_wrong_arguments(arguments: list[str], code: int, raw: Path, tmp_path: Path) -> None:
    assert run(*arguments, cwd=tmp_path).returncode == code


@pytest.mark.parametrize(
    ("data", "code", "message"),
    [
        (b"", 5, "there is no text in it"),
        (b"\xef\xbb\xbf", 5, "there is no text in it"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", 6, "this is a PNG picture"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", 6, "this is a PDF"),
        (bytes(range(128, 256)) * 4, 6, "no text in any encoding"),
    ],
)
def test_a_file_that_is_no_text(data: bytes, code: int, message: str, tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_bytes(data)
    done = run("reflow", "text.txt", cwd=tmp_path)
    assert done.returncode == code
    assert message in done.stderr.decode()
    assert "text.txt" in done.stderr.decode()
    assert "remedy:" in done.stderr.decode()
    assert not (tmp_path / "build").exists()


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("[book]\ntitel = 'x'", 8, "did you mean 'title'?"),
        ("[bok]\n", 8, "unknown key 'bok'"),
        ("[book]\nfirst_page = 0", 8, "first_page"),
        ("[book", 8, "not TOML"),
        ("[reading]\nprofile = 'fr-novel'", 9, "known profiles: generic, latin-columns"),
        ("[setting]\ntheme = 'neon'", 9, "known themes: gazetteer, "),
        ("[reading]\nencoding = 'klingon'", 6, "no encoding is called"),
        ("[[decide]]\nkind = 'seam'\nat = 'gone|away'\nchoose = 'join'", 10, "is not in the text"),
    ],
)
def test_a_job_ticket_that_is_wrong(text: str, code: int, message: str, raw: Path, tmp_path: Path) -> None:
    ticket(raw, text)
    done = run("build", "text.txt", cwd=tmp_path)
    assert done.returncode == code, done.stderr
    assert message in done.stderr.decode()
    assert "remedy:" in done.stderr.decode()
    assert not (tmp_path / "build").exists()


def test_white_space_alone_gives_an_edition_and_a_warning(raw: Path, tmp_path: Path) -> None:
    raw.write_text(" \n\n", encoding="utf-8")
    done = run("build", "text.txt", cwd=tmp_path)
    assert done.returncode == 1
    assert "nothing but white space" in done.stderr.decode()
    assert run("restore", "build/text/text.xml", cwd=tmp_path).stdout == b" \n\n"


def test_a_folder_that_cannot_be_written(raw: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file stands here")
    done = run("reflow", "text.txt", "-o", "out", cwd=tmp_path)
    assert done.returncode == 14
    assert "cannot be written" in done.stderr.decode()


def test_a_missing_font_is_named_and_the_other_editions_stand(raw: Path, tmp_path: Path) -> None:
    theme = tmp_path / "mine"
    theme.mkdir()
    source = ROOT / "styles" / "themes" / "yearbook"
    for name in ("print.css", "template.docx"):
        (theme / name).write_bytes((source / name).read_bytes())
    words = (source / "theme.toml").read_text(encoding="utf-8").replace("Noto Serif CJK SC", "No Such Font")
    (theme / "theme.toml").write_text(words, encoding="utf-8")
    ticket(raw, "[setting]\ntheme = 'mine'")
    done = run("build", "text.txt", cwd=tmp_path)
    assert done.returncode == 12
    assert "No Such Font" in done.stderr.decode()
    names = {path.suffix for path in (tmp_path / "build" / "text").iterdir()}
    assert {".md", ".xml", ".html", ".docx"} <= names
    assert ".pdf" not in names


def test_a_picture_outside_the_folder_is_not_read(raw: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"secret")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "x.md").write_text(
        "# 一 {.entry}\n\n文。\n\n::: {.figure #fig-1}\n![](../secret.png)\n\n图\n:::\n", encoding="utf-8"
    )
    done = run("render", "in/x.md", "--to", "docx", cwd=tmp_path)
    assert done.returncode == 1
    assert "outside the folder" in done.stderr.decode()


def test_markdown_that_is_wrong_is_named_by_its_line(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text("# 一 {.entry}\n\n- a list\n", encoding="utf-8")
    done = run("render", "x.md", cwd=tmp_path)
    assert done.returncode == 11
    assert "x.md:3: bullet list has no place in the model" in done.stderr.decode()


def test_a_broken_pipe_is_no_error(raw: Path, tmp_path: Path) -> None:
    run("reflow", "text.txt", "-o", ".", cwd=tmp_path)
    command = f"{sys.executable} -m typeset.cli restore text/text.xml | true"
    done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, check=False)
    assert done.stderr == b""
