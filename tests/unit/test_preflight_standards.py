"""What an archive and a press ask for, rule by rule: a file that keeps all rules is broken in one way.

The rules are those of veraPDF's profile PDFA-3U, by their clauses, and of PDF/X-4.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from tests.broken import Change, compressed, draw, each_font, found, icc, in_root, on_page, saved, whole_file
from typeset.check.press.cmaps import unicode_of

A, X = "pdfa3u", "pdfx4"


def thing(**keys: Any) -> Change:
    """A dictionary somewhere in the file."""
    return in_root("/Thing", Dictionary(**keys))


def stream(data: bytes = b"", **keys: Any) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Thing = pdf.make_stream(data, **keys)

    return change


def raw_filter(name: str) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Thing = pdf.make_stream(b"")
        pdf.Root.Thing.write(b"x", filter=Name(name))

    return change


def info(key: str, value: Any) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo[key] = value

    return change


def in_xmp(old: str, new: str, count: int = 1) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        data = pdf.Root.Metadata.read_bytes()
        assert re.search(old.encode(), data)
        pdf.Root.Metadata.write(re.sub(old.encode(), new.encode(), data, count=count))

    return change


def intent(**keys: Any) -> Change:
    """The first output intent, changed; of PDF/X."""

    def change(pdf: pikepdf.Pdf) -> None:
        for key, value in keys.items():
            pdf.Root.OutputIntents[0][f"/{key}"] = value(pdf) if callable(value) else value

    return change


def profile(data: bytes, count: int = 4) -> Callable[[pikepdf.Pdf], Any]:
    return lambda pdf: pdf.make_stream(data, N=count)


def one_more_intent(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OutputIntents.append(pdf.Root.OutputIntents[0])


def icc_space(data: bytes, count: int) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Thing = Array([Name.ICCBased, pdf.make_stream(data, N=count)])

    return change


def separations(pdf: pikepdf.Pdf) -> None:
    """Gold twice, and once lighter."""
    tints = (
        Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, much, 1, 0], N=1)
        for much in (0.5, 0.4)
    )
    pdf.Root.Thing = Array([Array([Name.Separation, Name("/Gold"), Name.DeviceCMYK, tint]) for tint in tints])


def many_colours(pdf: pikepdf.Pdf) -> None:
    names = Array([Name(f"/Ink{number}") for number in range(33)])
    pdf.Root.Thing = Array([Name.DeviceN, names, Name.DeviceCMYK, Dictionary()])


def in_profiled_ink(pdf: pikepdf.Pdf) -> None:
    space = Array([Name.ICCBased, pdf.make_stream(icc(b"prtr", b"CMYK"), N=4)])
    over = Dictionary(Type=Name.ExtGState, op=True, OP=True, OPM=1)
    draw(
        "/Over gs /Ink cs 0 0 0 1 sc 10 10 90 90 re f",
        ExtGState=lambda _: {"Over": over},
        ColorSpace=lambda _: {"Ink": space},
    )(pdf)


def with_form(form: Callable[[pikepdf.Pdf], Any], operators: str = "/Fm Do") -> Change:
    return lambda pdf: draw(operators, XObject=lambda _: {"Fm": form(pdf)})(pdf)


def form_without_resources(pdf: pikepdf.Pdf) -> Any:
    return pdf.make_stream(b"0 0 5 5 re f", Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))


def gradient(_: pikepdf.Pdf) -> dict[str, Any]:
    return {"Own": Dictionary(PatternType=2, Shading=Dictionary(ColorSpace=Name.DeviceRGB))}


def _red(pdf: pikepdf.Pdf, **keys: Any) -> Any:
    return pdf.make_stream(b"1 0 0 rg 0 0 1 1 re f", Resources=Dictionary(), **keys)


def tile(pdf: pikepdf.Pdf) -> dict[str, Any]:
    return {"Own": _red(pdf, PatternType=1)}


def mask(pdf: pikepdf.Pdf) -> dict[str, Any]:
    group = _red(pdf, Subtype=Name.Form, BBox=Array([0, 0, 1, 1]))
    return {"Own": Dictionary(SMask=Dictionary(S=Name.Luminosity, G=group))}


def unsaid_space(pdf: pikepdf.Pdf) -> None:
    """Something transparent, and nothing that says in which space it is mixed."""
    del pdf.Root.OutputIntents
    draw("/Own gs", ExtGState=lambda _: {"Own": Dictionary(ca=0.5)})(pdf)


def font_key(key: str, value: Any, *, below: bool = False, described: bool = False) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        for font in each_font(pdf):
            one = font.DescendantFonts[0] if below or described else font
            one = one.FontDescriptor if described else one
            if value is None:
                del one[key]
            else:
                one[key] = value(pdf) if callable(value) else value

    return change


def glyphs_numbered(pdf: pikepdf.Pdf) -> None:
    """A TrueType font without the map that its kind has to have."""
    for font in each_font(pdf):
        font.DescendantFonts[0].Subtype = Name.CIDFontType2
        if "/CIDToGIDMap" in font.DescendantFonts[0]:
            del font.DescendantFonts[0]["/CIDToGIDMap"]


def told_widths(pdf: pikepdf.Pdf) -> None:
    for font in each_font(pdf):
        font.DescendantFonts[0].W = Array([0, 65535, 700])


def beyond_the_program(pdf: pikepdf.Pdf) -> None:
    draw("BT /FONT <FFF0> Tj ET")(pdf)
    font = each_font(pdf)[0]
    cmap = font.ToUnicode.read_bytes()
    font.ToUnicode = pdf.make_stream(cmap.replace(b"endbfchar", b"<fff0> <4e00>\nendbfchar", 1))


def said_of_codes(text: bytes) -> Change:
    """What ToUnicode says of the first character that it names."""

    def change(pdf: pikepdf.Pdf) -> None:
        for font in each_font(pdf):
            cmap = font.ToUnicode.read_bytes()
            font.ToUnicode = pdf.make_stream(re.sub(rb"(<\w{4}>) <\w+>", rb"\1 <" + text + b">", cmap))

    return change


def own_cmap(pdf: pikepdf.Pdf) -> None:
    for font in each_font(pdf):
        font.Encoding = pdf.make_stream(
            b"/WMode 1 def", Type=Name.CMap, CMapName=Name("/Own"), WMode=0,
            CIDSystemInfo=font.DescendantFonts[0].CIDSystemInfo,
        )  # fmt: skip


def simple_font(**keys: Any) -> Change:
    """One more font, of the file's own program, and a word in it."""

    def change(pdf: pikepdf.Pdf) -> None:
        descriptor = Dictionary(
            Type=Name.FontDescriptor, FontName=Name("/Own"), Flags=keys.pop("flags", 32), ItalicAngle=0,
            FontBBox=Array([0, 0, 1, 1]), Ascent=1, Descent=0, CapHeight=1, StemV=1,
            FontFile2=pdf.make_stream(_truetype()),
        )  # fmt: skip
        own: dict[str, Any] = {
            "FirstChar": 65, "LastChar": 65, "Widths": Array([500]), "Encoding": Name.WinAnsiEncoding,
        } | keys  # fmt: skip
        own = {key: value for key, value in own.items() if value is not None}
        font = Dictionary(
            Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/Own"), FontDescriptor=descriptor, **own
        )
        draw("BT /Own 10 Tf (A) Tj ET", Font=lambda _: {"Own": font})(pdf)

    return change


def _truetype() -> bytes:
    """A program with an A of 500 thousandths."""
    out = io.BytesIO()
    from fontTools.fontBuilder import FontBuilder
    from fontTools.ttLib.tables._g_l_y_f import Glyph

    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "A"])
    builder.setupCharacterMap({65: "A"})
    builder.setupGlyf({".notdef": Glyph(), "A": Glyph()})
    builder.setupHorizontalMetrics({".notdef": (1000, 0), "A": (500, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupPost()
    builder.save(out)
    return out.getvalue()


def annotation(kind: str, **keys: Any) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        own = {key: value(pdf) if callable(value) else value for key, value in keys.items()}
        flags = own.pop("F", 4)
        pdf.pages[0].obj.Annots = Array(
            [
                pdf.make_indirect(
                    Dictionary(
                        Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array([9, 9, 90, 60]), F=flags, **own
                    )
                )
            ]
        )
        pdf.pages[0].obj.Tabs = Name.S
        if kind == "Widget":
            pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.pages[0].obj.Annots[0]]))

    return change


def look(pdf: pikepdf.Pdf) -> Any:
    return pdf.make_stream(b"", Subtype=Name.Form, BBox=Array([0, 0, 9, 9]), Resources=Dictionary())


def two_looks(pdf: pikepdf.Pdf) -> Any:
    return Dictionary(N=look(pdf), D=look(pdf))


def layers(**config: Any) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        one = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("one")))
        own = {key: value for key, value in ({"Name": String("all")} | config).items() if value is not None}
        pdf.Root.OCProperties = Dictionary(OCGs=Array([one]), D=Dictionary(**own))

    return change


def attached(associated: bool = True, **keys: Any) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        kind = keys.pop("kind", "/text/plain")
        data = pdf.make_stream(b"x", Type=Name.EmbeddedFile, Subtype=Name(kind))
        own: dict[str, Any] = {
            "F": String("x.txt"), "UF": String("x.txt"), "AFRelationship": Name.Source,
        } | keys  # fmt: skip
        own = {key: value for key, value in own.items() if value is not None}
        file = pdf.make_indirect(Dictionary(Type=Name.Filespec, EF=Dictionary(F=data), **own))
        pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([String("x.txt"), file])))
        if associated:
            pdf.Root.AF = Array([file])

    return change


BREAKING: dict[str, tuple[str, str, Change]] = {
    # ISO 19005-3, 6.1
    "6.1.7 F": (A, "external", stream(F=Dictionary(Type=Name.Filespec, F=String("elsewhere")))),
    "6.1.7 FFilter": (A, "external", stream(FFilter=Name.FlateDecode)),
    "6.1.7 filter": (A, "lzw", raw_filter("/OwnDecode")),
    "6.1.10 inline": (A, "lzw", draw("q 9 0 0 9 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G /F /LZW ID x\nEI Q")),
    "6.1.13 string": (A, "file-structure", thing(Text=String("x" * 32768))),
    "6.1.13 name": (A, "file-structure", thing(Text=Name("/" + "x" * 128))),
    "6.1.13 integer": (A, "file-structure", thing(Number=2**31)),
    "6.1.13 q": (A, "file-structure", draw("q " * 29 + "Q " * 29)),
    "6.1.13 boxes": (A, "file-structure", on_page("/CropBox", Array([0, 0, 2, 500]))),
    "6.1.13 DeviceN": (A, "spot-colours-differ", many_colours),
    # 6.2
    "6.2.2 operator": (A, "operators", draw("9 own")),
    "6.2.2 in BX": (A, "operators", draw("BX own EX")),
    "6.2.2 form": (A, "operators", with_form(form_without_resources)),
    "6.2.3 class": (A, "icc-profile", intent(DestOutputProfile=profile(icc(b"scnr", b"CMYK")))),
    "6.2.3 version": (A, "icc-profile", intent(DestOutputProfile=profile(icc(b"prtr", b"CMYK", 5)))),
    "6.2.3 space": (A, "icc-profile", intent(DestOutputProfile=profile(icc(b"prtr", b"Lab ")))),
    "6.2.3 one profile": (A, "icc-profile", intent(DestOutputProfile=profile(icc(b"prtr", b"CMYK")))),
    "6.2.3 elsewhere": (A, "icc-profile", intent(DestOutputProfileRef=Dictionary())),
    "6.2.4.2 none": (A, "icc-profile", icc_space(b"none", 3)),
    "6.2.4.2 class": (A, "icc-profile", icc_space(icc(b"link", b"RGB "), 3)),
    "6.2.4.2 N": (A, "icc-profile", icc_space(icc(b"mntr", b"RGB "), 4)),
    "6.2.4.2 OPM": (A, "icc-overprint", in_profiled_ink),
    "6.2.4.4": (A, "spot-colours-differ", separations),
    "6.2.5 TR": (A, "transfer", thing(Type=Name.ExtGState, TR=Name.Identity)),
    "6.2.5 TR2": (A, "transfer", thing(Type=Name.ExtGState, TR2=Name.Identity)),
    "6.2.5 HTP": (A, "transfer", thing(Type=Name.ExtGState, HTP=Array([0, 0]))),
    "6.2.5 halftone": (A, "transfer", thing(Type=Name.Halftone, HalftoneType=6)),
    "6.2.5 its name": (A, "transfer", thing(Type=Name.Halftone, HalftoneType=1, HalftoneName=String("x"))),
    "6.2.6 ri": (A, "operators", draw("/Own ri")),
    "6.2.6 RI": (A, "operators", thing(Type=Name.ExtGState, RI=Name("/Own"))),
    "6.2.8 Alternates": (A, "image-keys", stream(Subtype=Name.Image, Alternates=Array([]))),
    "6.2.8 OPI": (A, "external", stream(Subtype=Name.Image, OPI=Dictionary())),
    "6.2.8 Interpolate": (A, "image-keys", stream(Subtype=Name.Image, Interpolate=True)),
    "6.2.8 bits": (A, "image-keys", stream(Subtype=Name.Image, BitsPerComponent=12)),
    "6.2.8 I": (A, "image-keys", draw("q 9 0 0 9 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G /I true ID x\nEI Q")),
    "6.2.9 PS": (A, "external", stream(Subtype=Name.Form, Subtype2=Name.PS)),
    "6.2.9 Ref": (A, "external", stream(Subtype=Name.Form, Ref=Dictionary())),
    "6.2.9 PostScript": (A, "external", stream(Subtype=Name.PS)),
    "6.2.10 BM": (A, "blending", thing(Type=Name.ExtGState, BM=Name("/Own"))),
    "6.2.10 CS": (A, "blending", unsaid_space),
    "6.2.11.2 Type": (A, "font-program", font_key("/Type", Name("/Own"))),
    "6.2.11.2 BaseFont": (A, "font-program", font_key("/BaseFont", None)),
    "6.2.11.2 widths": (A, "font-program", simple_font(Widths=Array([500, 500]))),
    "6.2.11.2 FirstChar": (A, "font-program", simple_font(FirstChar=None)),
    "6.2.11.3 map": (A, "font-program", glyphs_numbered),
    "6.2.11.3 CMap": (A, "font-program", font_key("/Encoding", Name("/Own-H"))),
    "6.2.11.3 WMode": (A, "font-program", own_cmap),
    "6.2.11.4 CIDSet": (
        A, "font-program", font_key("/CIDSet", lambda pdf: pdf.make_stream(b"\x80"), described=True),
    ),
    "6.2.11.4 glyph": (A, "notdef", beyond_the_program),
    "6.2.11.5": (A, "font-widths", told_widths),
    "6.2.11.5 simple": (A, "font-widths", simple_font(Widths=Array([600]))),
    "6.2.11.6 text": (A, "font-program", simple_font(Encoding=Name.StandardEncoding)),
    "6.2.11.6 symbols": (A, "font-program", simple_font(flags=4)),
    "6.2.11.7 silent": (A, "no-unicode", said_of_codes(b"")),
    "6.2.11.7 U+0000": (A, "no-unicode", said_of_codes(b"0000")),
    "6.2.11.7 U+FEFF": (A, "no-unicode", said_of_codes(b"feff")),
    # 6.3 to 6.5
    "6.3.1": (A, "annotations", annotation("Movie", AP=lambda pdf: Dictionary(N=look(pdf)))),
    "6.3.2 F": (A, "annotations", annotation("Link", F=0)),
    "6.3.2 hidden": (A, "annotations", annotation("Link", F=4 + 2)),
    "6.3.2 by turns": (A, "annotations", annotation("Link", F=4 + 256)),
    "6.3.3 none": (A, "annotations", annotation("Square")),
    "6.3.3 more": (A, "annotations", annotation("Square", AP=two_looks)),
    "6.3.3 button": (
        A, "annotations", annotation("Widget", FT=Name.Btn, AP=lambda pdf: Dictionary(N=look(pdf))),
    ),
    "6.4.1 A": (A, "actions", thing(Subtype=Name.Widget, A=Dictionary(S=Name.URI))),
    "6.4.1 AA": (A, "actions", thing(FT=Name.Tx, AA=Dictionary())),
    "6.4.1 NeedAppearances": (A, "forms", in_root("/AcroForm", Dictionary(NeedAppearances=True))),
    "6.4.2 XFA": (A, "forms", in_root("/AcroForm", Dictionary(XFA=Array([])))),
    "6.4.2 NeedsRendering": (A, "forms", in_root("/NeedsRendering", True)),
    "6.5.1": (A, "actions", thing(Type=Name.Action, S=Name("/Own"))),
    "6.5.1 named": (A, "actions", thing(Type=Name.Action, S=Name.Named, N=Name.Print)),
    "6.5.2": (A, "actions", in_root("/AA", Dictionary())),
    "6.5.2 page": (A, "actions", on_page("/AA", Dictionary())),
    # 6.6 to 6.11
    "6.6.2.1 bytes": (A, "metadata", in_xmp('begin="([^"]*)"', r'begin="\1" bytes="9"')),
    "6.6.2.1 encoding": (A, "metadata", in_xmp('begin="([^"]*)"', r'begin="\1" encoding="UTF-8"')),
    "6.6.2.3 undefined": (A, "metadata", in_xmp("<(/?)dc:rights", r"<\1dc:own", 9)),
    "6.6.2.3 extension": (A, "metadata", in_xmp("<pdfaProperty:name>part<", "<pdfaProperty:name>own<")),
    "6.6.2.3 bag": (A, "metadata", in_xmp(r"Bag(?=></?pdfaExt|>\s*<rdf:li rdf:parse)", "Seq", 9)),
    "6.6.4 prefix": (A, "metadata", in_xmp("pdfaid(?=:part|=)", "own", 3)),
    "6.6.4 level": (A, "standard", in_xmp("(conformance[^>]*>)U<", r"\1B<")),
    "6.8 type": (A, "attachments", attached(kind="/plain")),
    "6.8 UF": (A, "attachments", attached(UF=None)),
    "6.8 relationship": (A, "attachments", attached(AFRelationship=None)),
    "6.8 associated": (A, "attachments", attached(associated=False)),
    "6.9 Name": (A, "layers", layers(Name=None)),
    "6.9 Order": (A, "layers", layers(Order=Array([]))),
    "6.9 AS": (A, "layers", layers(AS=Array([]))),
    "6.10 names": (A, "forms", in_root("/Names", Dictionary(AlternatePresentations=Dictionary()))),
    "6.10 page": (A, "forms", on_page("/PresSteps", Dictionary())),
    "6.11": (A, "forms", in_root("/Requirements", Array([]))),
    # ISO 15930-7
    "X title": (X, "metadata-differs", info("/Title", String("another"))),
    "X date": (X, "metadata-differs", info("/ModDate", String("D:20210101000000Z"))),
    "X Trapped": (X, "metadata-differs", info("/Trapped", Name("/True"))),
    "X monitor": (X, "icc-profile", intent(DestOutputProfile=profile(icc(b"mntr", b"CMYK")))),
    "X two intents": (X, "icc-profile", one_more_intent),
    "X no profile": (X, "no-intent", lambda pdf: pdf.Root.OutputIntents[0].__delitem__("/DestOutputProfile")),
    "X filter": (X, "lzw", compressed),
    "X prefix": (X, "metadata", in_xmp("pdfxid(?=:GTS|=)", "own", 9)),
    "X gradient": (X, "device-colour", draw("/Pattern cs /Own scn 0 0 9 9 re f", Pattern=gradient)),
    "X tile": (X, "device-colour", draw("/Pattern cs /Own scn 0 0 9 9 re f", Pattern=tile)),
    "X mask": (X, "device-colour", draw("/Own gs", ExtGState=mask)),
}  # fmt: skip


def broken(change: Change) -> bytes:
    with pikepdf.open(io.BytesIO(whole_file())) as pdf:
        change(pdf)
        return saved(pdf, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def rules(data: bytes, of: str) -> set[str]:
    return {finding.rule for finding in found(data, of)}


@pytest.mark.parametrize("name", BREAKING)
def test_a_breach_is_found(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("typeset.check.press.examine._ink", _no_ink)
    of, rule, change = BREAKING[name]
    assert rule in rules(broken(change), of)


def test_nothing_else_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("typeset.check.press.examine._ink", _no_ink)
    assert rules(whole_file(), A) == set() == rules(whole_file(), X)


def _no_ink(*_: Any) -> Any:
    from typeset.check.press.ink import Ink

    return Ink(unknown="not asked")


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("attached", attached()),
        ("layers", layers()),
        ("link", annotation("Link")),
        ("square", annotation("Square", AP=lambda pdf: Dictionary(N=look(pdf)))),
        ("font", simple_font()),
        ("space", icc_space(icc(b"mntr", b"RGB ", 2), 3)),
    ],
)
def test_what_the_archive_allows(name: str, change: Change) -> None:
    assert rules(broken(change), A) == set()


HEADS = [
    ("before", lambda data: b"\n" + data),
    ("version", lambda data: data.replace(b"%PDF-1.6", b"%PDF-2.0", 1)),
    ("comment", lambda data: re.sub(rb"\n%[^\n]{4}", b"\n%text", data, count=1)),
    ("after", lambda data: data + b"more"),
]


@pytest.mark.parametrize(("name", "change"), HEADS)
def test_head_and_end(name: str, change: Callable[[bytes], bytes]) -> None:
    assert "file-structure" in rules(change(whole_file()), A)


def test_a_file_that_had_to_be_mended_says_so() -> None:
    data = re.sub(rb"/Length \d{3}\b", b"/Length 111", whole_file(), count=1)
    assert data != whole_file()
    assert "mended" in rules(data, A) and "mended" in rules(data, "general")
    assert "mended" not in rules(whole_file(), "general")


def test_numbers_may_be_objects_of_their_own() -> None:
    """As Ghostscript and LibreOffice write the lengths of streams."""

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Thing = pdf.make_indirect(pikepdf.Object.parse(b"5"))

    for of in (A, X):
        assert rules(broken(change), of) == set()


def test_a_default_space_stands_for_a_devices(monkeypatch: pytest.MonkeyPatch) -> None:
    """RGB that a page says the meaning of needs no output intent."""
    monkeypatch.setattr("typeset.check.press.examine._ink", _no_ink)

    def change(pdf: pikepdf.Pdf) -> None:
        space = Array([Name.ICCBased, pdf.make_stream(icc(b"mntr", b"RGB "), N=3)])
        draw("1 0 0 rg 10 10 90 90 re f", ColorSpace=lambda _: {"DefaultRGB": space})(pdf)

    assert not {"device-colour", "no-intent"} & rules(broken(change), A)
    assert "device-colour" in rules(broken(draw("1 0 0 rg 10 10 90 90 re f")), A)


def test_dates_are_moments() -> None:
    same = broken(info("/ModDate", String("D:20200101080000+08'00'")))
    assert "metadata-differs" not in rules(same, A)


def test_a_map_to_unicode_is_read_in_all_its_forms() -> None:
    cmap = b"""2 beginbfchar <0001> <4e00> <02> <d842dfb7> endbfchar
    3 beginbfrange <10> <12> <0041> <20> <21> [<0061> <00620063>] <30> <30> <> endbfrange"""
    assert unicode_of(cmap) == {
        1: "一", 2: "𠮷", 0x10: "A", 0x11: "B", 0x12: "C", 0x20: "a", 0x21: "bc", 0x30: "",
    }  # fmt: skip
