"""Finds every operation in the SDK's services and says what it does to which object."""

import ast
import re

import tables
from sdk import Scope

KIND_OF_METHOD = {
    ("create", "post"): "create",
    ("retrieve", "get"): "retrieve",
    ("update", "post"): "update",
    ("delete", "delete"): "delete",
    ("list", "get"): "list",
    ("search", "get"): "search",
}
NO_PARAMETERS = ("record", ())


class Operation:
    """One method of one service: one HTTP request."""

    def __init__(self, identifier, method_name, verb, path, host, streams, parameters, result):
        self.id = identifier
        self.service = identifier.rpartition(".")[0]
        self.method_name = method_name
        self.verb = verb
        self.path = path
        self.host = host
        self.streams = streams
        self.parameters = parameters
        self.result = with_families(result)
        self.aliases = []
        self.path_parameters = re.findall(r"{(\w+)}", path)
        self.kind = KIND_OF_METHOD.get((method_name, verb), "action")
        if identifier in tables.ACTIONS_BY_ID:
            self.kind = "action"
        self.name = self.kind if self.kind != "action" else None
        self.object = None
        self.path_objects = []

    @property
    def has_own_id(self):
        """Whether the last path parameter is the id of the object itself, not of a parent."""
        if self.kind == "action":
            return bool(self.path_parameters)
        return self.kind in ("retrieve", "update", "delete") and self.path.endswith("}")

    @property
    def parents(self):
        return self.path_objects[:-1] if self.has_own_id else self.path_objects

    @property
    def result_object(self):
        return self.result[1] if self.result[0] in ("object", "list") else None

    @property
    def literals(self):
        return [part for part in self.path.split("/") if part and not part.startswith("{")]

    @property
    def collection(self):
        """The last word of the path that names a collection: lines, tax_ids, invoices."""
        parts = [part for part in self.path.split("/") if part]
        if self.kind == "search":
            return parts[-2]
        if self.kind != "action":
            return self.literals[-1]
        if not self.path_parameters:
            return tables.plural(self.object.rpartition(".")[2])
        last = max(index for index, part in enumerate(parts) if part.startswith("{"))
        return parts[last - 1]


def with_families(shape):
    """Stripe's one-of-several answers as the family object that stands for them."""
    if shape[0] == "union" and all(part[0] == "object" for part in shape[1]):
        family = tables.FAMILY_OF.get(frozenset(part[1] for part in shape[1]))
        return ("object", family) if family else shape
    return shape


def read_methods(sdk):
    """Every method of every service that makes a request."""
    return [
        operation
        for name in sdk.service_modules()
        for service in sdk.module(name).classes.values()
        for operation in service_operations(sdk, sdk.module(name), service)
    ]


def read_operations(sdk):
    found = without_repeats(sorted(read_methods(sdk), key=lambda operation: operation.id))
    assign_objects(found)
    assign_action_names(found)
    return found


def service_operations(sdk, module, service):
    package = module.name.split(".")[1:-1]
    scope = Scope(module)
    for method in service.body:
        if not isinstance(method, ast.FunctionDef) or method.name.startswith("_"):
            continue
        request = request_call(method)
        if request is None:
            continue
        keywords = {keyword.arg: keyword.value for keyword in request.keywords}
        yield Operation(
            ".".join([*package, service.name, method.name]),
            method.name,
            request.args[0].value,
            path_template(request.args[1]),
            keywords["base_address"].value,
            request.func.attr == "_request_stream",
            method_parameters(sdk, method, scope),
            sdk.type_of(method.returns, scope),
        )


def request_call(method):
    for node in ast.walk(method):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr in ("_request", "_request_stream"):
                return node
    return None


def path_template(node):
    return node.value if isinstance(node, ast.Constant) else node.func.value.value


def method_parameters(sdk, method, scope):
    for argument in method.args.args + method.args.kwonlyargs:
        if argument.arg == "params":
            shape = sdk.type_of(argument.annotation, scope)
            return shape if shape[0] == "record" else NO_PARAMETERS
    return NO_PARAMETERS


def without_repeats(found):
    """Each method and path once; a second name for one becomes an alias of the first."""
    kept = {}
    for operation in sorted(found, key=lambda operation: operation.kind == "action"):
        place = (operation.verb, operation.path)
        if place in kept:
            kept[place].aliases.append(operation.method_name)
        else:
            kept[place] = operation
    return sorted(kept.values(), key=lambda operation: operation.id)


def assign_objects(found):
    at_path, of_service = {}, {}
    for operation in found:
        if operation.kind == "action" or operation.result_object is None:
            continue
        operation.object = operation.result_object
        of_service.setdefault(operation.service, operation.object)
        if operation.has_own_id:
            at_path.setdefault(blanked(operation.path), operation.object)
    for operation in found:
        if operation.kind != "action" and operation.object is None:
            operation.object = of_service[operation.service]
            at_path.setdefault(blanked(operation.path), operation.object)
    for operation in found:
        operation.path_objects = [
            at_path.get(prefix) or at_path.get(without_test_helpers(prefix))
            for prefix in id_prefixes(operation.path)
        ]
        if operation.id in tables.ACTIONS_BY_ID:
            operation.object = tables.ACTIONS_BY_ID[operation.id][0]
        elif operation.kind == "action" and operation.path_parameters:
            operation.object = operation.path_objects[-1]
        elif operation.kind == "action":
            operation.object = of_service.get(operation.service) or operation.result_object
        if operation.object is None or None in operation.path_objects:
            raise SystemExit(f"{operation.id}: {operation.path} identifies nothing known")


def id_prefixes(path):
    """The path up to and including each parameter, with the parameters' names blanked."""
    path = blanked(path)
    return [path[: match.end()] for match in re.finditer(r"{}", path)]


def blanked(path):
    return re.sub(r"{\w+}", "{}", path)


def without_test_helpers(path):
    return path.replace("/test_helpers", "", 1)


def assign_action_names(found):
    actions = [operation for operation in found if operation.kind == "action"]
    for operation in actions:
        operation.name = action_name(operation)
    for operation in actions:
        same = [other for other in actions if is_clash(operation, other)]
        if same:
            for clashing in [operation, *same]:
                clashing.name = clashing.method_name
    for operation in actions:
        if operation.name != operation.method_name:
            operation.aliases.append(operation.method_name)


def action_name(operation):
    if operation.id in tables.ACTIONS_BY_ID:
        return tables.ACTIONS_BY_ID[operation.id][1]
    word = operation.literals[-1]
    if operation.verb != "post" or word in KIND_OF_METHOD.values():
        return operation.method_name
    return word


def is_clash(one, other):
    return one is not other and (one.object, one.parents, one.name) == (
        other.object,
        other.parents,
        other.name,
    )
