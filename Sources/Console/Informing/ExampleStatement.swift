import Analysis
import Language
import StripeCatalog

/// An example statement that reads an object or runs an operation, generated from the catalog. Its
/// ids are made up: `cus_123`.
struct ExampleStatement {
  private let catalog: Catalog

  init(_ catalog: Catalog) {
    self.catalog = catalog
  }

  /// Returns an example for a description; nil if there is no suitable statement.
  func text(for description: Description) -> String? {
    switch description {
    case .object(let object): text(for: object)
    case .operation(let operation): text(for: operation)
    case .member(let member): text(for: member)
    }
  }

  /// Returns a query if the object has a list, else another read.
  func text(for object: ObjectType) -> String? {
    let reads = object.operations.filter { [.list, .retrieve].contains($0.kind) }
    let lists = reads.filter { $0.kind == .list }
    let best =
      lists.first(where: \.parents.isEmpty) ?? lists.first
      ?? reads.first(where: \.parents.isEmpty) ?? reads.first
    return best.flatMap(text)
  }

  /// Returns an example of an operation; nil if it uploads or downloads a file.
  func text(for operation: Operation) -> String? {
    guard operation.fileProblem == nil else { return nil }
    let target = ExampleTarget(operation)
    switch operation.kind {
    case .list, .search:
      return (["query \(target.plural)", condition(of: operation), "limit 10"] as [String?])
        .compactMap { $0 }.joined(separator: " ")
    case .retrieve: return "get \(target.singular)"
    case .delete: return "delete \(target.singular)"
    case .create, .update, .action:
      let verb = operation.kind == .action ? "execute \(operation.name)" : operation.verbText
      let body = ExampleBody(catalog, operation).text
      let braces = operation.kind == .action && body == "{}" ? "" : " \(body)"
      return "\(verb) \(target.singular)\(braces)"
    }
  }

  /// Returns a query with a condition on the member, or one that selects it.
  private func text(for member: MemberDescription) -> String? {
    let object = member.object
    guard let list = object.operation(.list) else { return nil }
    let plural = ExampleTarget(list).plural
    if case .enumeration(let values)? = member.fieldType, let value = values.first {
      return "query \(plural) where \(member.path) = \"\(value)\" limit 10"
    }
    guard member.fieldType != nil else {
      return member.parameters.first.flatMap { text(for: $0.operation) } ?? text(for: object)
    }
    let columns = member.path == "id" ? "id" : "id, \(member.path)"
    return "query \(plural) select \(columns) limit 10"
  }

  /// Returns conditions on the required filters of the endpoint, or else on the status.
  private func condition(of operation: Operation) -> String? {
    if operation.kind == .search { return "where created >= now - 30d" }
    let required = operation.filters.filter(\.isRequired)
    let status = operation.parameter(named: "status").flatMap { status in
      if case .enumeration = status.type { [status] } else { nil }
    }
    let conditions = (required.isEmpty ? status ?? [] : required).flatMap { filter in
      ExampleBody(catalog, operation).conditions(on: filter)
    }
    return conditions.isEmpty ? nil : "where " + conditions.joined(separator: " and ")
  }
}

/// The target of an example, as a statement names it.
struct ExampleTarget {
  private let operation: Operation

  init(_ operation: Operation) {
    self.operation = operation
  }

  /// The target of a query, such as `invoices` or `lines of invoice in_123`.
  var plural: String {
    (operation.parents.isEmpty ? operation.object.plural : operation.collection) + parents
  }

  /// The target of other statements, such as `invoice in_123` or `tax_id txi_123 of customer
  /// cus_123`.
  var singular: String {
    let word = operation.parents.isEmpty ? operation.object.name : operation.collectionMember
    let id = operation.idParameter == nil ? "" : " " + Self.id(of: operation.object)
    return word + id + parents
  }

  private var parents: String {
    operation.parents.reversed().map { " of \($0.name) \(Self.id(of: $0))" }.joined()
  }

  /// Returns a made-up id with the prefix of the object's ids.
  static func id(of object: ObjectType) -> String {
    object.idPrefixes.first.map { "\($0)123" } ?? "\"id_123\""
  }
}
