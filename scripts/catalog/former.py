"""What older releases of the SDK have and newer ones do not: parameters, fields, operations.

Each release is compared with the one after it, the last with the SDK that the catalog is made of.
"""

import re

from operations import read_methods
from sdk import SDK

# The pinned releases, oldest first, each with the API version that the next one begins with: the
# first that does not have what went with it.
RELEASES = {
    "11.6.0": "2025-03-31.basil",
    "12.5.1": "2025-09-30.clover",
    "13.2.0": "2025-11-17.clover",
    "14.4.1": "2026-03-25.dahlia",
    "15.6.2": "2026-10-28.endive",
}


class Former:
    """What went, each with the version that went without it."""

    def __init__(self, newest, folder):
        self.newest = Release(newest)
        # By the method and path of an operation, by Stripe's name of an object.
        self.parameters, self.fields = [], []
        # Methods and paths.
        self.operations = []
        releases = [Release(SDK(f"{folder}/{release}/stripe")) for release in RELEASES]
        for older, newer, version in zip(releases, [*releases[1:], self.newest], RELEASES.values()):
            self._compare(older, newer, version)

    def _compare(self, older, newer, version):
        for place, record in sorted(older.parameters.items()):
            if place not in newer.parameters:
                if place not in self.newest.parameters:
                    self.operations.append((*place, version))
            elif lost := lost_members(record, newer.parameters[place]):
                self.parameters.append((place, version, lost))
        for name in sorted(older.objects & newer.objects & self.newest.objects):
            if lost := lost_names(older.fields(name), newer.fields(name)):
                self.fields.append((name, version, lost))


class Release:
    """The operations of API v1 and the objects of a release."""

    def __init__(self, sdk):
        self.sdk = sdk
        self.objects = set(sdk.class_of_object)
        self.parameters = {
            (found.verb, blanked(found.path)): found.parameters
            for found in read_methods(sdk)
            if not found.path.startswith("/v2/")
        }

    def fields(self, name):
        return self.sdk.object_record(name)


def blanked(path):
    """The path with one name for all of its parameters, which releases name differently."""
    return re.sub(r"{\w+}", "{id}", path)


def lost_members(older, newer):
    """The members and the words of enumerations that only the older type has, as a type of no
    more; None where there are none."""
    if older[0] == "record":
        return lost_of_record(older, newer, lost_members)
    if older[0] in ("array", "map"):
        return lost_of_elements(older, newer, lost_members)
    if older[0] == "enum":
        known = {word for part in parts(newer) if part[0] == "enum" for word in part[1]}
        is_free = any(part[0] == "string" for part in parts(newer))
        words = tuple(word for word in older[1] if word not in known and not is_free)
        return ("enum", words) if words else None
    if older[0] == "union":
        found = [lost_members(part, newer) for part in older[1]]
        return next((lost for lost in found if lost), None)
    return None


def lost_names(older, newer):
    """As `lost_members`, without words of enumerations."""
    if older[0] == "record":
        return lost_of_record(older, newer, lost_names)
    if older[0] in ("array", "map"):
        return lost_of_elements(older, newer, lost_names)
    return None


def lost_of_record(older, newer, lost):
    records = [part for part in parts(newer) if part[0] == "record"]
    if not records:
        return None
    known = {}
    for record in records:
        for name, shape, _ in record[1]:
            known[name] = ("union", (*parts(known[name]), shape) if name in known else (shape,))
    members = []
    for name, shape, flags in older[1]:
        inner = lost(shape, known[name]) if name in known else shape
        if inner:
            members.append((name, inner, flags if name not in known else 0))
    return ("record", tuple(members)) if members else None


def lost_of_elements(older, newer, lost):
    for part in parts(newer):
        if part[0] == older[0]:
            inner = lost(older[1], part[1])
            return (older[0], inner) if inner else None
    return None


def parts(shape):
    """The members of a union, of whatever depth; a type that is none is its own only one."""
    return [found for part in shape[1] for found in parts(part)] if shape[0] == "union" else [shape]
