import Analysis
import JSON
import StripeCatalog

/// Lists what the catalog contains about an object, an operation or a field.
struct Describer {
  /// A field, filter, parameter, operation or example.
  struct Item {
    enum Kind: String {
      case field, filter, parameter, operation, example
    }

    let name: String
    let kind: Kind
    let type: String
    var values: [String] = []
    var notes: [String] = []
    var isRequired = false
    /// True for an operation that `execute` takes.
    var isAction = false

    /// The item as a row of a result.
    var document: JSONValue {
      [
        "name": .string(name), "kind": .string(kind.rawValue), "type": .string(type),
        "values": .string(values.joined(separator: " ")),
        "notes": .string(notes.joined(separator: ", ")),
      ]
    }
  }

  let catalog: Catalog

  private static let amountNote = "amount in minor units"

  /// Returns the items that describe an object, an operation, or a member of an object.
  func items(of description: Description) -> [Item] {
    switch description {
    case .object(let object): fields(of: object) + filters(of: object) + operations(of: object)
    case .operation(let operation): parameters(of: operation)
    case .member(let member): items(of: member)
    }
  }

  private func fields(of object: ObjectType) -> [Item] {
    object.fields.map { field in
      item(field, named: field.name, notes(on: field) + access(to: field.name, of: object))
    }
  }

  private func item(_ field: Field, named name: String, _ notes: [String]) -> Item {
    Item(
      name: name, kind: .field, type: field.type.describedType,
      values: field.type.describedValues, notes: notes)
  }

  private func notes(on field: Field) -> [String] {
    var notes: [String] = []
    if field.isNullable { notes.append("nullable") }
    if case .expandable = field.type { notes.append("expandable") }
    if field.isOnRequest { notes.append("on request (expand)") }
    if field.isByIDOnly { notes.append("by id only") }
    if field.isAmount { notes.append(Self.amountNote) }
    return notes
  }

  /// Returns notes on the ways to find objects by a field.
  private func access(to name: String, of object: ObjectType) -> [String] {
    let isFilter = object.operation(.list)?.filters.contains { $0.name == name } ?? false
    return (isFilter ? ["filterable"] : [])
      + (object.searchField(named: name).map { [$0.kind.words] } ?? [])
  }

  /// Returns the filters that `where` accepts and that are not fields.
  private func filters(of object: ObjectType) -> [Item] {
    object.filterNames.map { filter(named: $0, of: object) }
  }

  private func filter(named name: String, of object: ObjectType) -> Item {
    let parameter = object.filterParameter(named: name)
    let type = parameter?.type ?? .string
    let access = [
      parameter == nil ? nil : "filterable", object.searchField(named: name)?.kind.words,
      object.filterMeaning(of: name)?.words,
    ]
    return Item(
      name: name, kind: .filter, type: type.describedType, values: type.describedValues,
      notes: access.compactMap { $0 })
  }

  private func operations(of object: ObjectType) -> [Item] {
    object.operations.map { operation in
      let parents = operation.parents.map(\.name).reversed().joined(separator: " of ")
      return Item(
        name: operation.verbText, kind: .operation,
        type: "\(operation.method) \(operation.path)",
        values: operation.parameters.filter(\.isRequired).map { "requires \($0.name)" },
        notes: parents.isEmpty ? [] : ["of \(parents)"], isAction: operation.kind == .action)
    }
  }

  /// Returns the parameters, the required ones first, each followed by the members of its object.
  private func parameters(of operation: Operation) -> [Item] {
    let all = operation.parameters
    return (all.filter(\.isRequired) + all.filter { !$0.isRequired }).flatMap { parameter in
      [item(parameter, named: parameter.name)]
        + parameter.type.nestedParameters.map {
          item($0, named: "\(parameter.name).\($0.name)", below: parameter)
        }
    }
  }

  private func item(_ parameter: Parameter, named name: String, below parent: Parameter? = nil)
    -> Item
  {
    var notes: [String] = []
    if parameter.isRequired { notes.append("required") }
    if parameter.isClearable { notes.append("set to null to clear") }
    if parameter.isRange { notes.append("range") }
    if parameter.isAmount { notes.append(Self.amountNote) }
    return Item(
      name: name, kind: .parameter, type: parameter.type.describedType,
      values: parameter.type.describedValues, notes: notes,
      isRequired: (parent ?? parameter).isRequired)
  }

  /// Returns a field with its members, or else the filter or the parameter with the name.
  private func items(of member: MemberDescription) -> [Item] {
    guard let type = member.fieldType else {
      if member.parameters.isEmpty { return [filter(named: member.path, of: member.object)] }
      return member.parameters.first.map { parameterItems($0.parameter, member) } ?? []
    }
    let notes =
      (member.field.map(notes) ?? []) + access(to: member.path, of: member.object)
    let own = Item(
      name: member.path, kind: .field, type: type.describedType, values: type.describedValues,
      notes: notes + takers(of: member))
    return [own]
      + type.memberFields.map { field in
        item(field, named: "\(member.path).\(field.name)", self.notes(on: field))
      }
  }

  private func parameterItems(_ parameter: Parameter, _ member: MemberDescription) -> [Item] {
    var own = item(parameter, named: member.path)
    own.notes += takers(of: member)
    return [own]
      + parameter.type.nestedParameters.map { item($0, named: "\(member.path).\($0.name)") }
  }

  /// Returns a note such as `parameter of create and update`; none if no operation takes it.
  private func takers(of member: MemberDescription) -> [String] {
    let verbs = member.parameters.map(\.operation.verbText)
    return verbs.isEmpty ? [] : ["parameter of " + Set(verbs).sorted().joined(separator: " and ")]
  }
}

extension Operation {
  /// The verb of the operation in a statement, such as `list` or `execute finalize`.
  var verbText: String {
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
  /// The fields in a response of the object, or of the elements of a list.
  fileprivate var memberFields: [Field] {
    switch self {
    case .record(let record): record.fields
    case .array(let element): element.memberFields
    case .object(let object), .list(let object): object.fields
    case .union(let shapes): shapes.lazy.map(\.memberFields).first { !$0.isEmpty } ?? []
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration, .map,
      .expandable:
      []
    }
  }
}
