"""Reads the SDK's generated sources as syntax, never running them.

A type is a plain tuple, so that equal shapes are one shape wherever they stand:
  ("string",) ("integer",) ("number",) ("boolean",) ("decimal",) ("timestamp",) ("any",)
  ("enum", values) ("array", type) ("map", type) ("record", members) ("object", name)
  ("expandable", names) ("list", name) ("union", types)
A member is (name, type, flags); the flags are those of layout.py.
"""

import ast
import fnmatch
import os

import layout
import requested
import tables

NOTHING = ("nothing",)
SCALARS = {
    "str": ("string",),
    "int": ("integer",),
    "float": ("number",),
    "bool": ("boolean",),
    "Decimal": ("decimal",),
    "Any": ("any",),
    "None": NOTHING,
}
RANGE_KEYS = {"gt", "gte", "lt", "lte"}


class Module:
    """One source file: its classes, its functional typed dictionaries, its imports."""

    def __init__(self, name, tree):
        self.name = name
        self.classes = {}
        self.dictionaries = {}
        self.imports = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.level == 0:
                for alias in node.names:
                    self.imports[alias.asname or alias.name] = (node.module, alias.name)
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                self.classes[node.name] = node
            elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
                if ast.unparse(node.value.func) == "TypedDict":
                    self.dictionaries[node.targets[0].id] = node.value.args[1]


class Scope:
    """Where an annotation stands: its module and the classes around it, outermost first."""

    def __init__(self, module, path=()):
        self.module = module
        self.path = path

    def inside(self, node):
        return Scope(self.module, self.path + (node,))

    def find(self, name):
        """The class a name means here, with the scope of the class's own body."""
        for depth in range(len(self.path), 0, -1):
            for node in self.path[depth - 1].body:
                if isinstance(node, ast.ClassDef) and node.name == name:
                    return Scope(self.module, self.path[:depth] + (node,))
        if name in self.module.classes:
            return Scope(self.module, (self.module.classes[name],))
        return None

    @property
    def node(self):
        return self.path[-1]


class SDK:
    """The unpacked package, read file by file on demand."""

    def __init__(self, root):
        self.root = root
        self.modules = {}
        self.object_of_class = {}
        self.class_of_object = {}
        self._read_object_classes()

    def version(self):
        return self._constant("stripe._version", "VERSION")

    def api_version(self):
        node = self.module("stripe._api_version").classes["_ApiVersion"]
        for statement in node.body:
            if isinstance(statement, ast.Assign) and statement.targets[0].id == "CURRENT":
                return statement.value.value
        raise SystemExit("the SDK names no API version")

    def module(self, name):
        if name not in self.modules:
            self.modules[name] = Module(name, self._tree(name))
        return self.modules[name]

    def service_modules(self):
        return self._modules_named("*_service.py")

    def _modules_named(self, pattern):
        names = []
        for directory, _, files in os.walk(self.root):
            inside = os.path.relpath(directory, os.path.dirname(self.root)).split(os.sep)
            for file in fnmatch.filter(files, pattern):
                if not file.startswith("__"):
                    names.append(".".join(inside + [file[:-3]]))
        return sorted(names)

    def resolve(self, name, scope, imports_first=False):
        """The scope of the class a name means, following imports; None for what is no class."""
        if "." in name:
            return self._resolve_inside(name, scope, imports_first)
        local = None if imports_first else scope.find(name)
        if local is not None:
            return local
        if name in scope.module.imports:
            module, original = scope.module.imports[name]
            if module.startswith("stripe"):
                return Scope(self.module(module)).find(original)
        return scope.find(name)

    def _resolve_inside(self, name, scope, imports_first):
        """The scope of a class that stands in another: "CustomerService.ListParams"."""
        outer, _, inner = name.rpartition(".")
        found = self.resolve(outer, scope, imports_first)
        if found is None:
            return None
        for node in found.node.body:
            if isinstance(node, ast.ClassDef) and node.name == inner:
                return found.inside(node)
        return None

    def object_name(self, scope):
        if len(scope.path) != 1:
            return None
        return self.object_of_class.get((scope.module.name, scope.node.name))

    def object_fields(self, name):
        return requested.marked(
            self.object_record(name), requested.FIELDS.get(name, ()), f"{name}."
        )

    def object_record(self, name):
        """The fields of an object, without what their docstrings do not say of them."""
        module, class_name = self.class_of_object[name]
        return self.record(Scope(self.module(module)).find(class_name))

    def record(self, scope):
        """A class or typed dictionary as a record type, members sorted by name."""
        members = {}
        for base in scope.node.bases:
            for key, value in self._dictionary_members(base, scope):
                members[key] = self._member(key, value, "", scope)
        renamed = self._renamed_fields(scope.node)
        body = scope.node.body
        for index, statement in enumerate(body):
            if not isinstance(statement, ast.AnnAssign):
                continue
            name = statement.target.id
            if name.startswith("_") or name == "OBJECT_NAME":
                continue
            following = body[index + 1] if index + 1 < len(body) else None
            name = renamed.get(name, name)
            members[name] = self._member(name, statement.annotation, docstring(following), scope)
        return ("record", tables.money(tuple(members[name] for name in sorted(members))))

    def type_of(self, annotation, scope):
        return self._read(annotation, scope, False)[0]

    def _member(self, name, annotation, words, scope):
        required = True
        if isinstance(annotation, ast.Subscript) and ast.unparse(annotation.value) == "NotRequired":
            required = False
            annotation = annotation.slice
        shape, facts = self._read(annotation, scope, False)
        return tables.classified(name, shape, facts | (layout.REQUIRED if required else 0), words)

    def _read(self, node, scope, quoted):
        """The type an annotation means, and the flags it implies."""
        facts = 0
        kinds = []
        for alternative, was_quoted in alternatives(node, quoted):
            shape = self._single(alternative, scope, was_quoted)
            if shape == ("enum", ("",)):
                facts |= layout.CLEARABLE
            elif shape == NOTHING:
                facts |= layout.NULLABLE
            elif shape not in kinds:
                kinds.append(shape)
        if ("string",) in kinds and any(kind[0] == "enum" for kind in kinds):
            kinds.remove(("string",))
        if len(kinds) == 2 and is_range(kinds[0]) and kinds[1] == ("integer",):
            return ("integer",), facts | layout.RANGE
        if not kinds:
            return NOTHING if facts & layout.NULLABLE else ("string",), facts
        return (kinds[0] if len(kinds) == 1 else ("union", tuple(kinds))), facts

    def _single(self, node, scope, quoted):
        if isinstance(node, ast.Constant) and node.value is None:
            return NOTHING
        if isinstance(node, ast.Subscript):
            return self._generic(node, scope, quoted)
        name = ast.unparse(node)
        if name in SCALARS:
            return SCALARS[name]
        found = self.resolve(name, scope, imports_first=quoted)
        if found is None:
            raise SystemExit(f"{scope.module.name}: what is {name}?")
        known = self.object_name(found)
        return ("object", known) if known else self.record(found)

    def _generic(self, node, scope, quoted):
        head = ast.unparse(node.value)
        if head == "Literal":
            values = [element.value for element in elements(node.slice)]
            if all(isinstance(value, bool) for value in values):
                return ("boolean",)
            return ("enum", tuple(values))
        if head == "List":
            return ("array", self._read(node.slice, scope, quoted)[0])
        if head == "Dict":
            return ("map", self._read(elements(node.slice)[1], scope, quoted)[0])
        if head == "UntypedStripeObject":
            return ("map", self._read(node.slice, scope, quoted)[0])
        if head in ("ListObject", "SearchResultObject"):
            return ("list", listed_object(self._read(node.slice, scope, quoted)[0]))
        if head == "ExpandableField":
            return expandable(self._read(node.slice, scope, quoted)[0])
        raise SystemExit(f"{scope.module.name}: what is {ast.unparse(node)}?")

    def _dictionary_members(self, base, scope):
        dictionary = scope.module.dictionaries.get(ast.unparse(base))
        if dictionary is None:
            return []
        return [(key.value, value) for key, value in zip(dictionary.keys, dictionary.values)]

    def _renamed_fields(self, node):
        for statement in node.body:
            if isinstance(statement, ast.Assign):
                if statement.targets[0].id == "_field_remappings":
                    return ast.literal_eval(statement.value)
        return {}

    def _read_object_classes(self):
        for name, place in self._listed_object_classes() or self._named_object_classes():
            if name not in tables.NOT_OBJECTS:
                self.class_of_object[name] = place
                self.object_of_class[place] = name

    def _listed_object_classes(self):
        """The classes of the SDK's table; releases before 14 have none that can be read."""
        return [
            entry
            for statement in self._tree("stripe._object_classes").body
            if isinstance(statement, ast.AnnAssign)
            for entry in ast.literal_eval(statement.value).items()
        ]

    def _named_object_classes(self):
        """The classes that say what their objects are called."""
        for module in self._modules_named("_*.py"):
            for node in self._tree(module).body:
                for statement in node.body if isinstance(node, ast.ClassDef) else ():
                    if isinstance(statement, ast.AnnAssign) and statement.value is not None:
                        if ast.unparse(statement.target) == "OBJECT_NAME":
                            yield statement.value.value, (module, node.name)

    def _constant(self, module, name):
        for statement in self._tree(module).body:
            if isinstance(statement, ast.Assign) and statement.targets[0].id == name:
                return statement.value.value
        raise SystemExit(f"{module} has no {name}")

    def _tree(self, name):
        path = os.path.join(os.path.dirname(self.root), *name.split("."))
        path = path + ".py" if os.path.exists(path + ".py") else os.path.join(path, "__init__.py")
        with open(path, encoding="utf-8") as file:
            return ast.parse(file.read())


def alternatives(node, quoted):
    """The members of a union, however it is written, each with whether it stood in quotes."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return alternatives(ast.parse(node.value, mode="eval").body, True)
    if isinstance(node, ast.BinOp):
        return alternatives(node.left, quoted) + alternatives(node.right, quoted)
    if isinstance(node, ast.Subscript):
        head = ast.unparse(node.value)
        if head == "Union":
            return [found for part in elements(node.slice) for found in alternatives(part, quoted)]
        if head == "Optional":
            return alternatives(node.slice, quoted) + [(ast.Constant(None), False)]
    return [(node, quoted)]


def elements(node):
    return node.elts if isinstance(node, ast.Tuple) else [node]


def docstring(node):
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return str(node.value.value)
    return ""


def is_range(shape):
    return shape[0] == "record" and {member[0] for member in shape[1]} <= RANGE_KEYS


def listed_object(shape):
    if shape[0] == "object":
        return shape[1]
    if shape[0] == "union":
        return tables.FAMILY_OF[frozenset(part[1] for part in shape[1])]
    raise SystemExit(f"a list of {shape[0]}")


def expandable(shape):
    if shape[0] == "object":
        return ("expandable", (shape[1],))
    if shape[0] == "union" and all(part[0] == "object" for part in shape[1]):
        return ("expandable", tuple(part[1] for part in shape[1]))
    return ("union", (("string",), shape))
