import Analysis
import JSON
import StripeCatalog

/// Tells what the catalog knows of an object or an operation, as rows.
struct Describer {
  let catalog: Catalog

  func rows(of description: Description) -> [JSONValue] {
    switch description {
    case .object(let object): fields(of: object) + filters(of: object) + operations(of: object)
    case .operation(let operation): parameters(of: operation)
    }
  }

  private func fields(of object: ObjectType) -> [JSONValue] {
    let filters = object.operation(.list)?.filters.map(\.name) ?? []
    return object.fields.map { field in
      var marks: [String] = []
      if field.isNullable { marks.append("nullable") }
      if case .expandable = field.type { marks.append("expandable") }
      if field.isOnRequest { marks.append("on request (expand)") }
      if field.isByIDOnly { marks.append("by id only") }
      if filters.contains(field.name) { marks.append("filter") }
      if let search = object.searchField(named: field.name) {
        marks.append("searchable (\(search.kind.word))")
      }
      return row(name: field.name, kind: "field", type: field.type, marks: marks)
    }
  }

  /// What `where` takes that is no field.
  private func filters(of object: ObjectType) -> [JSONValue] {
    object.filterNames.map { name in
      let meaning = object.filterMeaning(of: name)
      var marks = object.filterParameter(named: name) == nil ? [] : ["filter"]
      if let search = object.searchField(named: name) {
        marks.append("searchable (\(search.kind.word))")
      }
      if let meaning { marks.append(meaning.note) }
      return row(
        name: name, kind: "filter", type: object.filterParameter(named: name)?.type ?? .string,
        marks: marks)
    }
  }

  private func operations(of object: ObjectType) -> [JSONValue] {
    object.operations.map { operation in
      [
        "name": .string(operation.verbText), "kind": "operation",
        "type": .string("\(operation.method) \(operation.path)"),
        "values": .string(
          operation.parameters.filter(\.isRequired).map { "requires \($0.name)" }
            .joined(separator: ", ")),
        "notes": .string(
          operation.parents.isEmpty
            ? "" : "of \(operation.parents.map(\.name).joined(separator: " of "))"),
      ]
    }
  }

  private func parameters(of operation: Operation) -> [JSONValue] {
    operation.parameters.map { parameter in
      var marks: [String] = []
      if parameter.isRequired { marks.append("required") }
      if parameter.isClearable { marks.append("set to null to clear") }
      if parameter.isRange { marks.append("range") }
      return row(name: parameter.name, kind: "parameter", type: parameter.type, marks: marks)
    }
  }

  private func row(name: String, kind: String, type: TypeShape, marks: [String]) -> JSONValue {
    [
      "name": .string(name), "kind": .string(kind), "type": .string(type.typeName),
      "values": .string(type.valueWords), "notes": .string(marks.joined(separator: ", ")),
    ]
  }
}

extension Operation {
  /// As a statement would name it: `list`, `execute finalize`.
  fileprivate var verbText: String {
    switch kind {
    case .create: "create"
    case .retrieve: "get"
    case .update: "update"
    case .delete: "delete"
    case .list: "list"
    case .search: "query (search)"
    case .action: "execute \(name)"
    }
  }
}

extension TypeShape {
  /// The words it may be, or the members of a record.
  fileprivate var valueWords: String {
    switch self {
    case .enumeration(let values): values.joined(separator: " ")
    case .record(let record): record.names.joined(separator: " ")
    case .array(let element): element.valueWords
    case .union(let shapes): shapes.map(\.valueWords).filter { !$0.isEmpty }.joined(separator: " ")
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .map, .object,
      .expandable, .list:
      ""
    }
  }
}

extension FilterMeaning {
  /// What it says of the fields.
  fileprivate var note: String {
    switch self {
    case .value(let path): "same as \(path)"
    case .least(let path): "same as min(\(path))"
    case .greatest(let path): "same as max(\(path))"
    case .absence(let path): "same as \(path) is null"
    case .equality(let path, let value): "same as \(path) = \"\(value)\""
    case .unseen: "not a field"
    }
  }
}

extension SearchField.Kind {
  fileprivate var word: String {
    switch self {
    case .numeric: "numeric"
    case .token: "exact"
    case .string: "substring"
    }
  }
}
