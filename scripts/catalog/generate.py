"""Usage: generate.py SDK_PACKAGE OLDER_RELEASES CATALOG_FILE. Writes the catalog of the unpacked SDK,
with what the older releases had, each unpacked into a folder of its name."""

import sys

import layout
import tables
from former import Former, blanked
from operations import read_operations
from sdk import SDK

SINGLETON = 1
HAS_OWN_ID, STREAMS = 1, 2


def main(package, older, destination):
    sdk = SDK(package)
    former = Former(sdk, older)
    operations = read_operations(sdk)
    types = sorted([*sdk.class_of_object, *tables.FAMILIES], key=canonical)
    writer = layout.Writer(types)
    data = layout.assemble(
        writer,
        [sdk.api_version(), sdk.version()],
        [object_row(writer, sdk, name, operations) for name in types],
        [operation_row(writer, operation) for operation in operations],
        name_rows(writer, types),
        prefix_rows(writer, types),
        former_rows(writer, operations, former),
    )
    with open(destination, "wb") as file:
        file.write(data)
    v2 = sum(operation.path.startswith("/v2/") for operation in operations)
    print(
        f"stripe {sdk.version()}, API {sdk.api_version()}: {len(types)} objects,"
        f" {len(operations)} operations (v1 {len(operations) - v2}, v2 {v2}), {len(data)} bytes"
    )


def canonical(name):
    return tables.CANONICAL_NAMES.get(name, name)


def object_row(writer, sdk, name, operations):
    fields = family_fields(sdk, name) if name in tables.FAMILIES else sdk.object_fields(name)
    own = [index for index, operation in enumerate(operations) if acts_on(operation, name)]
    nested = [
        index
        for index, operation in enumerate(operations)
        if operation.parents and operation.parents[-1] == name
    ]
    singleton = any(
        operations[index].kind == "retrieve" and not operations[index].has_own_id for index in own
    )
    return [
        writer.string(canonical(name)),
        writer.string(tables.plural(canonical(name))),
        writer.string(name),
        writer.record(fields),
        writer.list(own),
        writer.list(nested),
        writer.list(search_words(writer, name)),
        writer.string_list(tables.PREFIXES.get(name, [])),
        SINGLETON if singleton else 0,
    ]


def acts_on(operation, name):
    if operation.object == name:
        return True
    if (operation.object, name) in tables.FAMILY_MEMBERS_WITHOUT_OPERATIONS:
        return False
    return name in tables.FAMILIES.get(operation.object, ())


def family_fields(sdk, family):
    """The fields of all members; what a member lacks is nullable."""
    records = [dict_of(sdk.object_fields(name)) for name in tables.FAMILIES[family]]
    merged = []
    for name in sorted(set().union(*records)):
        found = [record[name] for record in records if name in record]
        shapes = list(dict.fromkeys(shape for shape, _ in found))
        flags = 0 if len(found) == len(records) else layout.NULLABLE
        for _, more in found:
            flags |= more
        merged.append((name, shapes[0] if len(shapes) == 1 else ("union", tuple(shapes)), flags))
    return ("record", tuple(merged))


def dict_of(record):
    return {name: (shape, flags) for name, shape, flags in record[1]}


def search_words(writer, name):
    fields = [
        (field, layout.SEARCH_KINDS.index(kind))
        for kind, names in tables.SEARCH.get(name, {}).items()
        for field in names
    ]
    return [word for field, kind in sorted(fields) for word in (writer.string(field), kind)]


def operation_row(writer, operation):
    facts = (
        layout.KINDS.index(operation.kind)
        | layout.METHODS.index(operation.verb) << 8
        | layout.HOSTS.index(operation.host) << 16
        | (HAS_OWN_ID if operation.has_own_id else 0) << 24
        | (STREAMS if operation.streams else 0) << 24
    )
    identified = [
        word
        for name, found in zip(operation.path_parameters, operation.path_objects)
        for word in (writer.string(name), writer.object_index[found])
    ]
    return [
        writer.string(operation.id),
        facts,
        writer.string(operation.name),
        writer.string_list(operation.aliases),
        writer.string(operation.path),
        writer.list(identified),
        writer.list(writer.object_index[name] for name in operation.parents),
        writer.record(operation.parameters),
        writer.object_index[operation.object],
        writer.type(operation.result),
        writer.string(operation.collection),
        writer.string(tables.singular(operation.collection)),
    ]


def name_rows(writer, types):
    """Every accepted spelling, sorted by its bytes. Of two levels the earlier one wins; what
    is ambiguous within a level is accepted for neither."""
    dotted = [name for name in types if "." in name]
    levels = [
        {name: with_plural(canonical(name)) for name in types},
        {name: [*with_plural(name), *tables.SPELLINGS.get(name, [])] for name in types},
        {name: with_plural(last_word(name)) for name in dotted if not name.startswith("v2.")},
        {name: with_plural(last_word(name)) for name in dotted if name.startswith("v2.")},
    ]
    taken = {}
    for level in levels:
        meanings = {}
        for name, spellings in level.items():
            for spelling in spellings:
                meanings.setdefault(spelling, set()).add(name)
        for spelling, names in meanings.items():
            if spelling not in taken:
                taken[spelling] = min(names) if len(names) == 1 else None
    return sorted_rows(writer, {key: name for key, name in taken.items() if name})


def with_plural(name):
    return [name, tables.plural(name)]


def last_word(name):
    return name.rpartition(".")[2]


def prefix_rows(writer, types):
    unknown = set(tables.PREFIXES) - set(types)
    if unknown:
        raise SystemExit(f"prefixes of unknown objects: {sorted(unknown)}")
    return sorted_rows(
        writer, {prefix: name for name, found in tables.PREFIXES.items() for prefix in found}
    )


def former_rows(writer, operations, former):
    """The tables of former parameters, fields and operations."""
    index = {(found.verb, blanked(found.path)): row for row, found in enumerate(operations)}
    return (
        [
            (index[place], writer.string(version), writer.record(lost))
            for place, version, lost in former.parameters
        ],
        [
            (writer.object_index[name], writer.string(version), writer.record(lost))
            for name, version, lost in former.fields
        ],
        [
            (layout.METHODS.index(verb), writer.string(path), writer.string(version))
            for verb, path, version in former.operations
        ],
    )


def sorted_rows(writer, meanings):
    return [
        (writer.string(key), writer.object_index[meanings[key]])
        for key in sorted(meanings, key=lambda key: key.encode("utf-8"))
    ]


if __name__ == "__main__":
    main(*sys.argv[1:])
