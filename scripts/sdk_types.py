"""Holds answers of the sandbox to the types that a release of Stripe's Python SDK gives them."""

import ast
import decimal
import functools
import os

# What the SDK's annotations call by a name that is a container of its own.
LISTS = ("List",)
MAPS = ("Dict", "UntypedStripeObject")
PAGES = ("ListObject", "SearchResultObject")
# Fields whose words are not held to a release: events of newer kinds are listed for all versions, so
# that pages have the rows that they say.
OPEN = {"event.type"}


class Checker:
    """Walks an answer beside the annotations of its class; `faults` are where they part."""

    def __init__(self, stripe):
        self.root = os.path.dirname(stripe.__file__)
        self.stripe = stripe
        self.faults = []
        self.checked = 0
        self._classes = None

    def check(self, answer, at):
        """Checks an object, or a page of objects, as JSON has it."""
        self._named(answer, at)

    def _named(self, data, at):
        """Checks an object that says what it is."""
        if not isinstance(data, dict):
            return self._fault(at, "is no object")
        name = data.get("object")
        if name in ("list", "search_result"):
            for index, row in enumerate(data.get("data", [])):
                self._named(row, f"{at}.data[{index}]")
            return None
        if data.get("deleted") is True:
            return None
        place = self._objects().get(name)
        if place is None:
            return self._fault(at, f"is an object of the unknown kind {name!r}")
        return self._record(data, *place, name)

    def _record(self, data, module, path, at):
        """Checks the fields of a class by its annotations."""
        self.checked += 1
        if not isinstance(data, dict):
            return self._fault(at, f"is {data!r} and no hash")
        node = path[-1]
        renamed = renamed_fields(node)
        for statement in node.body:
            if not isinstance(statement, ast.AnnAssign):
                continue
            name = renamed.get(statement.target.id, statement.target.id)
            if name.startswith("_") or name in ("OBJECT_NAME", "deleted"):
                continue
            annotation = statement.annotation
            if f"{at}.{name}" in OPEN:
                continue
            # Previews and requested fields may be left out: the SDK writes them as what may be null.
            if name not in data:
                if not is_optional(annotation):
                    self._fault(f"{at}.{name}", "is missing")
                continue
            fault = self._fits(data[name], annotation, module, path, f"{at}.{name}")
            if fault:
                self._fault(f"{at}.{name}", fault)
        return None

    def _fits(self, value, node, module, path, at):
        """Why a value is not of the type of an annotation; None where it is."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node = ast.parse(node.value, mode="eval").body
        if isinstance(node, ast.Constant) and node.value is None:
            return None if value is None else f"is {value!r}"
        if isinstance(node, ast.Subscript):
            return self._fits_generic(value, node, module, path, at)
        name = ast.unparse(node)
        if name == "Any":
            return None
        if value is None:
            return "is null"
        if name == "str":
            return None if isinstance(value, str) else f"is {value!r} and no text"
        if name == "int":
            is_int = isinstance(value, int) and not isinstance(value, bool)
            return None if is_int else f"is {value!r} and no integer"
        if name == "float":
            is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
            return None if is_number else f"is {value!r} and no number"
        if name == "bool":
            return None if isinstance(value, bool) else f"is {value!r} and no boolean"
        if name == "Decimal":
            return decimal_fault(value)
        found = self._resolve(name, module, path)
        if found is None:
            raise SystemExit(f"{module}: what is {name}?")
        if not isinstance(value, dict):
            return f"is {value!r} and no {name}"
        if object_name(found[1][-1]) is not None:
            if value.get("object") != object_name(found[1][-1]):
                return f"is a {value.get('object')} and no {object_name(found[1][-1])}"
            return self._named(value, at)
        return self._record(value, *found, at)

    def _fits_generic(self, value, node, module, path, at):
        head = ast.unparse(node.value)
        inner = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        if head in ("Optional", "Union"):
            if head == "Optional" and value is None:
                return None
            return self._fits_one(value, inner, module, path, at)
        if head == "Literal":
            words = [word.value for word in inner]
            return None if value in words else f"is {value!r}, none of {', '.join(map(repr, words))}"
        if head == "ExpandableField":
            if isinstance(value, str):
                return None
            return self._fits_one(value, inner, module, path, at)
        if value is None:
            return "is null"
        if head in LISTS:
            if not isinstance(value, list):
                return f"is {value!r} and no list"
            faults = [self._fits(part, inner[0], module, path, f"{at}[]") for part in value]
            return next((fault for fault in faults if fault), None)
        if head in MAPS:
            if not isinstance(value, dict):
                return f"is {value!r} and no hash"
            faults = [self._fits(part, inner[-1], module, path, f"{at}.*") for part in value.values()]
            return next((fault for fault in faults if fault), None)
        if head in PAGES:
            if not isinstance(value, dict) or "data" not in value:
                return f"is {value!r} and no page"
            for name in ("data", "has_more", "url"):
                if name not in value:
                    return f"has no {name}"
            faults = [self._fits(part, inner[0], module, path, f"{at}.data") for part in value["data"]]
            return next((fault for fault in faults if fault), None)
        raise SystemExit(f"{module}: what is {ast.unparse(node)}?")

    def _fits_one(self, value, nodes, module, path, at):
        """Of several types, the one whose check finds the fewest faults."""
        outcomes = []
        for node in nodes:
            before, self.faults = self.faults, []
            fault = self._fits(value, node, module, path, at)
            found, self.faults = self.faults, before
            outcomes.append((len(found) + (fault is not None), found, fault))
            if outcomes[-1][0] == 0:
                return None
        _, found, fault = min(outcomes, key=lambda outcome: outcome[0])
        self.faults += found
        return fault

    def _resolve(self, name, module, path):
        """The module and the classes around and of what a name means in a class."""
        first, *rest = name.split(".")
        found = None
        for depth in range(len(path), 0, -1):
            inner = class_in(path[depth - 1].body, first)
            if inner:
                found = (module, path[:depth] + (inner,))
                break
        if found is None:
            found = self._at_top(first, module)
        for part in rest:
            if found is None:
                return None
            inner = class_in(found[1][-1].body, part)
            found = (found[0], found[1] + (inner,)) if inner else None
        return found

    def _at_top(self, name, module):
        tree = self._tree(module)
        inner = class_in(tree.body, name)
        if inner:
            return (module, (inner,))
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    if (alias.asname or alias.name) == name:
                        return self._at_top(alias.name, node.module)
        return None

    @functools.lru_cache(maxsize=None)
    def _tree(self, module):
        file = os.path.join(os.path.dirname(self.root), *module.split("."))
        file = file + ".py" if os.path.exists(file + ".py") else os.path.join(file, "__init__.py")
        with open(file, encoding="utf-8") as text:
            return ast.parse(text.read())

    def _objects(self):
        """The classes that objects are of, by what Stripe calls them."""
        if self._classes is None:
            self._classes = {}
            for folder, _, files in os.walk(self.root):
                inside = os.path.relpath(folder, os.path.dirname(self.root)).split(os.sep)
                for file in files:
                    is_source = file.endswith(".py") and file.startswith("_")
                    if not is_source or file.startswith("__") or "params" in inside:
                        continue
                    module = ".".join([*inside, file[:-3]])
                    for node in self._tree(module).body:
                        if isinstance(node, ast.ClassDef) and object_name(node):
                            self._classes[object_name(node)] = (module, (node,))
        return self._classes

    def _fault(self, at, what):
        self.faults.append(f"{at} {what}")


def class_in(body, name):
    return next((node for node in body if isinstance(node, ast.ClassDef) and node.name == name), None)


def object_name(node):
    for statement in node.body:
        if isinstance(statement, ast.AnnAssign) and ast.unparse(statement.target) == "OBJECT_NAME":
            return statement.value.value if statement.value is not None else None
    return None


def renamed_fields(node):
    for statement in node.body:
        if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == "_field_remappings":
            return ast.literal_eval(statement.value)
    return {}


def is_optional(node):
    return isinstance(node, ast.Subscript) and ast.unparse(node.value) == "Optional"


def decimal_fault(value):
    try:
        decimal.Decimal(str(value))
    except decimal.InvalidOperation:
        return f"is {value!r} and no decimal number"
    return None
