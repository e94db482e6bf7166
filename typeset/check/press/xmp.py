"""The XMP of a file → what a standard misses in it (ISO 19005-3, 6.6.2 and 6.6.4; ISO 14289-1, 5).

What XMP has by itself is that of the XMP specification of September 2005, to which ISO 19005 refers; what is
known by its namespace alone is not looked at by its names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from lxml import etree

from typeset.check.press.rules import Fault

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_SCHEMA = "{http://www.aiim.org/pdfa/ns/schema#}"
_PROPERTY = "{http://www.aiim.org/pdfa/ns/property#}"
_EXTENSION = "http://www.aiim.org/pdfa/ns/extension/"
_NAMES = {
    "http://purl.org/dc/elements/1.1/": "contributor coverage creator date description format identifier"
    " language publisher relation rights source subject title type",
    "http://ns.adobe.com/xap/1.0/": "Advisory BaseURL CreateDate CreatorTool Identifier Label MetadataDate"
    " ModifyDate Nickname Rating Thumbnails",
    "http://ns.adobe.com/xap/1.0/rights/": "Certificate Marked Owner UsageTerms WebStatement",
    "http://ns.adobe.com/xap/1.0/mm/": "DerivedFrom DocumentID History InstanceID LastURL ManagedFrom Manager"
    " ManageTo ManageUI ManagerVariant RenditionClass RenditionOf RenditionParams SaveID VersionID Versions",
    "http://ns.adobe.com/xap/1.0/bj/": "JobRef",
    "http://ns.adobe.com/xap/1.0/t/pg/": "Colorants Fonts MaxPageSize NPages PlateNames",
    "http://ns.adobe.com/pdf/1.3/": "Keywords PDFVersion Producer",
    "http://www.aiim.org/pdfa/ns/id/": "amd conformance corr part rev",
    _EXTENSION: "schemas",
}
_KNOWN = {space: frozenset(names.split()) for space, names in _NAMES.items()}
_BY_NAMESPACE = frozenset({
    "http://ns.adobe.com/xmp/1.0/DynamicMedia/", "http://ns.adobe.com/photoshop/1.0/",
    "http://ns.adobe.com/camera-raw-settings/1.0/", "http://ns.adobe.com/tiff/1.0/",
    "http://ns.adobe.com/exif/1.0/", "http://ns.adobe.com/exif/1.0/aux/",
})  # fmt: skip
_PREFIXES = {
    "http://www.aiim.org/pdfa/ns/id/": "pdfaid", "http://www.aiim.org/pdfua/ns/id/": "pdfuaid",
    "http://www.npes.org/pdfx/ns/id/": "pdfxid", _EXTENSION: "pdfaExtension",
}  # fmt: skip
_HEADER = re.compile(rb"<\?xpacket\s+begin=(.*?)\?>", re.DOTALL)
_IN_HEADER = re.compile(rb"\b(bytes|encoding)\s*=")


def xmp_faults(pdf: pikepdf.Pdf, profile: str) -> Iterator[Fault]:
    """Of the XMP of the file; that there is none is another fault."""
    stream = pdf.Root.get("/Metadata")
    if not isinstance(stream, pikepdf.Stream):
        return
    data = stream.read_bytes()
    header = _HEADER.search(data)
    own = sorted({name.decode() for name in _IN_HEADER.findall(header[1])}) if header else []
    if profile == "pdfa3u" and own:
        yield Fault("metadata", 0, "XMP", f"its packet has {' and '.join(own)} in its head")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        yield Fault("metadata", 0, "XMP", "it is not in UTF-8")
        return
    tree = _tree(data)
    if tree is None:
        return
    properties = list(_properties(tree))
    for prefix, space, name in properties:
        if prefix not in (None, _PREFIXES.get(space, prefix)):
            yield Fault("metadata", 0, name, f"its prefix is {prefix}, and must be {_PREFIXES[space]}")
    if profile == "pdfa3u":
        yield from _undefined(tree, properties)


def _tree(data: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(data[data.find(b"<x:xmpmeta") :] if b"<x:xmpmeta" in data else data, parser)
    except etree.XMLSyntaxError:
        return None


def _properties(tree: Any) -> Iterator[tuple[str | None, str, str]]:
    """Prefix, namespace and name of each, whether it is an element or an attribute."""
    for description in tree.iterfind(f".//{_RDF}RDF/{_RDF}Description"):
        for element in description.iterchildren(etree.Element):
            name = etree.QName(element)
            yield element.prefix, name.namespace or "", name.localname
        prefixes = {space: prefix for prefix, space in description.nsmap.items()}
        for key in description.attrib:
            name = etree.QName(key)
            if name.namespace and not key.startswith(_RDF) and "XML/1998" not in name.namespace:
                yield prefixes.get(name.namespace), name.namespace, name.localname


def _undefined(tree: Any, properties: list[tuple[str | None, str, str]]) -> Iterator[Fault]:
    """ISO 19005-3, 6.6.2.3: what XMP does not have is described in an extension schema."""
    described = set(_described(tree))
    for _, space, name in properties:
        known = name in _KNOWN.get(space, ()) or space in _BY_NAMESPACE or (space, name) in described
        if not known:
            yield Fault("metadata", 0, name, f"XMP has none in {space}, and no extension schema describes it")
    for bag in tree.iter(f"{{{_EXTENSION}}}schemas"):
        if bag.find(f"{_RDF}Bag") is None:
            yield Fault("metadata", 0, "pdfaExtension:schemas", "it is no Bag")


def _described(tree: Any) -> Iterator[tuple[str, str]]:
    for item in tree.iterfind(f".//{{{_EXTENSION}}}schemas/{_RDF}Bag/{_RDF}li"):
        space = _value(item, f"{_SCHEMA}namespaceURI")
        for one in item.iter(f"{_SCHEMA}property"):
            for li in one.iterfind(f"{_RDF}Seq/{_RDF}li"):
                needed = ("name", "valueType", "category", "description")
                if all(_value(li, _PROPERTY + key) for key in needed):
                    yield space, _value(li, f"{_PROPERTY}name")


def _value(node: Any, key: str) -> str:
    """Of a field, an element or an attribute, of the node or of the description in it."""
    for holder in (node, node.find(f"{_RDF}Description")):
        if holder is None:
            continue
        found = holder.find(key)
        if found is not None:
            return (found.text or "").strip()
        if key in holder.attrib:
            return str(holder.attrib[key]).strip()
    return ""
