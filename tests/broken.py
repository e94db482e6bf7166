"""A file that keeps every standard, and the ways to break one rule of them in it."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from tests.documents import SAMPLE
from typeset.check.preflight_file import examine
from typeset.check.press.rules import Finding
from typeset.editions.pdf import render_pdf
from typeset.theme import load_theme

Change = Callable[[pikepdf.Pdf], None]

BLEED = 9.0


def icc(kind: bytes, space: bytes, version: int = 4) -> bytes:
    """The header of an ICC profile, which is what preflight reads of one."""
    return bytes(8) + bytes([version, 0, 0, 0]) + kind + space + bytes(16) + b"acsp" + bytes(88)


def extension(space: str, prefix: str, name: str) -> str:
    fields = {"name": name, "valueType": "Text", "category": "internal", "description": "which standard"}
    told = "".join(f"<pdfaProperty:{key}>{value}</pdfaProperty:{key}>" for key, value in fields.items())
    return (
        f'<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>{prefix}</pdfaSchema:schema>'
        f"<pdfaSchema:namespaceURI>{space}</pdfaSchema:namespaceURI><pdfaSchema:prefix>{prefix}"
        f'</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">{told}'
        "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>"
    )


EXTENSIONS = (
    '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
    ' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag>'
    + extension("http://www.npes.org/pdfx/ns/id/", "pdfxid", "GTS_PDFXVersion")
    + extension("http://www.aiim.org/pdfua/ns/id/", "pdfuaid", "part")
    + extension("http://ns.adobe.com/pdf/1.3/", "pdf", "Trapped")
    + "</rdf:Bag></pdfaExtension:schemas></rdf:Description>"
)


@cache
def whole_file() -> bytes:
    """A file that every profile but the page's is content with: it says that it keeps all three standards."""
    drawn = render_pdf(SAMPLE, load_theme("yearbook"), {}).data
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        for page in pdf.pages:
            left, bottom, right, top = (float(side) for side in page.mediabox)
            page.obj.TrimBox = Array([left, bottom, right, top])
            page.obj.MediaBox = Array([left - BLEED, bottom - BLEED, right + BLEED, top + BLEED])
            page.obj.BleedBox = page.obj.MediaBox
            if "/Annots" in page.obj:
                del page.obj.Annots
        profile = pdf.make_stream(icc(b"prtr", b"CMYK"), N=4)
        pdf.Root.OutputIntents = Array(
            [
                Dictionary(
                    Type=Name.OutputIntent, S=Name(kind), OutputConditionIdentifier=pikepdf.String("FOGRA39"),
                    DestOutputProfile=profile,
                )
                for kind in ("/GTS_PDFX", "/GTS_PDFA1")
            ]
        )  # fmt: skip
        with pdf.open_metadata(set_pikepdf_as_editor=False) as xmp:
            xmp.register_xml_namespace("http://www.npes.org/pdfx/ns/id/", "pdfxid")
            xmp.register_xml_namespace("http://www.aiim.org/pdfua/ns/id/", "pdfuaid")
            xmp["pdfxid:GTS_PDFXVersion"], xmp["pdf:Trapped"] = "PDF/X-4", "False"
            xmp["pdfaid:part"], xmp["pdfaid:conformance"], xmp["pdfuaid:part"] = "3", "U", "1"
            for moment in ("CreateDate", "ModifyDate", "MetadataDate"):
                xmp[f"xmp:{moment}"] = "2020-01-01T00:00:00Z"
            xmp["xmpMM:DocumentID"], xmp["xmpMM:RenditionClass"], xmp["xmpMM:VersionID"] = (
                "uuid:0",
                "default",
                "1",
            )
        pdf.docinfo["/Trapped"] = Name("/False")
        xmp_data = pdf.Root.Metadata.read_bytes()
        pdf.Root.Metadata.write(xmp_data.replace(b"</rdf:RDF>", f"{EXTENSIONS}</rdf:RDF>".encode()))
        return saved(pdf)


def saved(pdf: pikepdf.Pdf, **options: Any) -> bytes:
    out = io.BytesIO()
    settings: dict[str, Any] = {
        "force_version": "1.6",
        "deterministic_id": True,
        "fix_metadata_version": False,
    } | options
    pdf.save(out, **settings)
    return out.getvalue()


def found(data: bytes, profile: str, **options: Any) -> list[Finding]:
    return list(examine(data, "x.pdf", profile, **options).findings)


def draw(operators: str, **resources: Any) -> Change:
    """Draws on the first page, as an artifact."""

    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        for kind, own in resources.items():
            for name, thing in own(pdf).items():
                page.obj.Resources[f"/{kind}"] = page.obj.Resources.get(f"/{kind}", Dictionary())
                page.obj.Resources[f"/{kind}"][f"/{name}"] = thing
        font = next(iter(page.obj.Resources.Font))
        words = operators.replace("/FONT", f"{font} 10 Tf 50 50 Td")
        if not words.startswith("!"):
            words = f"/Artifact BMC {words} EMC"
        page.contents_add(pdf.make_stream(f"Q {words.lstrip('!')}".encode()))
        page.contents_add(pdf.make_stream(b"q"), prepend=True)

    return change


def image(width: int, space: str = "/DeviceCMYK") -> Callable[[pikepdf.Pdf], dict[str, Any]]:
    size = width * width * (4 if space == "/DeviceCMYK" else 3)

    def make(pdf: pikepdf.Pdf) -> dict[str, Any]:
        return {
            "Im": pdf.make_stream(
                bytes(size), Type=Name.XObject, Subtype=Name.Image, Width=width, Height=width,
                ColorSpace=Name(space), BitsPerComponent=8,
            )
        }  # fmt: skip

    return make


def overprint(pdf: pikepdf.Pdf) -> dict[str, Any]:
    return {"Over": Dictionary(Type=Name.ExtGState, OP=True, op=True, OPM=1)}


def spot(pdf: pikepdf.Pdf) -> dict[str, Any]:
    function = Dictionary(
        FunctionType=2, Domain=Array([0, 1]), C0=Array([0] * 4), C1=Array([0, 1, 1, 0]), N=1
    )
    return {"Gold": Array([Name.Separation, Name("/Gold"), Name.DeviceCMYK, function])}


def each_font(pdf: pikepdf.Pdf) -> list[Any]:
    return list(pdf.pages[0].obj.Resources.Font.as_dict().values())


def not_embedded(pdf: pikepdf.Pdf) -> None:
    for font in each_font(pdf):
        descriptor = font.DescendantFonts[0].FontDescriptor
        for key in ("/FontFile2", "/FontFile3"):
            if key in descriptor:
                del descriptor[key]


def without_unicode(pdf: pikepdf.Pdf) -> None:
    del each_font(pdf)[0].ToUnicode


def type3(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Resources.Font["/T3"] = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 1, 1]),
        FontMatrix=Array([1, 0, 0, 1, 0, 0]),
        CharProcs=Dictionary(), Encoding=Dictionary(Differences=Array([])), FirstChar=0, LastChar=0,
        Widths=Array([1]), ToUnicode=pdf.make_stream(b""),
    )  # fmt: skip


def on_page(key: str, value: Any) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        if value is None:
            del pdf.pages[0].obj[key]
        else:
            pdf.pages[0].obj[key] = value

    return change


def in_root(key: str, value: Any = None) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        if value is None:
            del pdf.Root[key]
        else:
            pdf.Root[key] = value

    return change


def xmp_without(name: str) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        data = pdf.Root.Metadata.read_bytes()
        pdf.Root.Metadata.write(data.replace(name.encode(), b"rdf:nothing"))

    return change


def compressed(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Thing = pdf.make_stream(b"")
    pdf.Root.Thing.write(b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01", filter=Name.LZWDecode)


def postscript(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Thing = pdf.make_stream(b"", Subtype=Name("/PS"))


def link(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Annots = Array(
        [Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([50, 50, 90, 60]))]
    )


def link_in_no_order(pdf: pikepdf.Pdf) -> None:
    link(pdf)
    on_page("/Tabs", None)(pdf)


def another_size(pdf: pikepdf.Pdf) -> None:
    while len(pdf.pages) < 3:
        pdf.pages.append(pdf.pages[0])
    on_page("/TrimBox", Array([0, 0, 500, 500]))(pdf)


def many_pages(pdf: pikepdf.Pdf) -> None:
    while len(pdf.pages) <= 20:
        pdf.pages.append(pdf.pages[0])
    for key in ("/Outlines", "/PageLabels"):
        if key in pdf.Root:
            del pdf.Root[key]


def element(**keys: Any) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        root = pdf.Root.StructTreeRoot
        parent = root.K[0] if isinstance(root.K, Array) else root.K
        parent.K = Array([Dictionary(Type=Name.StructElem, P=parent, **keys), *parent.K])

    return change


def untitled(pdf: pikepdf.Pdf) -> None:
    if "/Title" in pdf.docinfo:
        del pdf.docinfo["/Title"]
    xmp_without("dc:title")(pdf)
