"""Writes the catalog's bytes. CatalogLayout.swift describes the same format for reading it."""

import struct

LAYOUT_VERSION = 2
GENERATOR_VERSION = 3
MAGIC = b"PINSTRIP"
ABSENT = 0xFFFFFFFF

REQUIRED, NULLABLE, CLEARABLE, RANGE, AMOUNT, DATE_TIME = 1, 2, 4, 8, 16, 32
ON_REQUEST, BY_ID_ONLY = 64, 128

TAGS = {
    name: number
    for number, name in enumerate(
        "string integer number boolean decimal timestamp any enum array map record object"
        " expandable list union nothing".split()
    )
}
KINDS = ["create", "retrieve", "update", "delete", "list", "search", "action"]
METHODS = ["get", "post", "delete"]
HOSTS = ["api", "files", "meter_events"]
SEARCH_KINDS = ["numeric", "token", "string"]


class Writer:
    """Pools that hold each string, list and record once, and the tables that refer to them."""

    def __init__(self, object_names):
        self.object_index = {name: index for index, name in enumerate(object_names)}
        self.text = bytearray()
        self.strings = {}
        self.words = [0]
        self.lists = {(): 0}
        self.members = []
        self.records = []
        self.record_index = {}

    def string(self, value):
        """A reference: the offset in the upper 24 bits, the length in the lower 8."""
        if value not in self.strings:
            data = value.encode("utf-8")
            if len(data) > 0xFF or len(self.text) > 0xFFFFFF:
                raise SystemExit(f"no room for the string {value!r}")
            self.strings[value] = len(self.text) << 8 | len(data)
            self.text += data
        return self.strings[value]

    def list(self, values):
        """The index of a list in the word pool, where its count stands before its values."""
        values = tuple(values)
        if values not in self.lists:
            self.lists[values] = len(self.words)
            self.words += [len(values), *values]
        return self.lists[values]

    def string_list(self, values):
        return self.list(self.string(value) for value in values)

    def type(self, shape):
        """A reference: the tag in the upper 8 bits, what belongs to it in the lower 24."""
        return TAGS[shape[0]] << 24 | self._operand(shape)

    def record(self, shape):
        if shape not in self.record_index:
            rows = [(self.string(name), self.type(kind), flags) for name, kind, flags in shape[1]]
            self.record_index[shape] = len(self.records)
            self.records.append((len(self.members), len(rows)))
            self.members += rows
        return self.record_index[shape]

    def _operand(self, shape):
        tag = shape[0]
        if tag == "enum":
            return self.string_list(shape[1])
        if tag in ("array", "map"):
            return self.list([self.type(shape[1])])
        if tag == "record":
            return self.record(shape)
        if tag in ("object", "list"):
            return self.object_index[shape[1]]
        if tag == "expandable":
            return self.list(self.object_index[name] for name in shape[1])
        if tag == "union":
            return self.list(self.type(part) for part in shape[1])
        return 0


def assemble(writer, versions, objects, operations, names, prefixes, former):
    """The whole file: a header of (offset, count) pairs, then the sections, 4-byte aligned."""
    facts = [LAYOUT_VERSION, GENERATOR_VERSION, *(writer.string(text) for text in versions)]
    sections = [
        (rows(objects), len(objects)),
        (rows(operations), len(operations)),
        (rows(writer.records), len(writer.records)),
        (rows(writer.members), len(writer.members)),
        (rows([writer.words]), len(writer.words)),
        (rows(names), len(names)),
        (rows(prefixes), len(prefixes)),
        *((rows(table), len(table)) for table in former),
        (bytes(writer.text), len(writer.text)),
    ]
    header_size = len(MAGIC) + 4 * (len(facts) + 1) + 8 * len(sections)
    offset = header_size
    table, body = [], b""
    for data, count in sections:
        table += [offset, count]
        data += b"\0" * (-len(data) % 4)
        body += data
        offset += len(data)
    return MAGIC + rows([[*facts, offset], table]) + body


def rows(table):
    return b"".join(struct.pack(f"<{len(row)}I", *row) for row in table)
