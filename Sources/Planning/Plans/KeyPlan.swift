import Analysis
import Expressions
import JSON
import StripeCatalog

/// How the object of each row is found by a field.
package struct KeyPlan: Sendable {
  /// Where rows and documents have the value: `email`, `metadata.sku`.
  package var member: RowPath
  /// Where the objects have it.
  package var field: RowPath
  /// What values are compared as.
  package var kind: ValueKind
  /// What the values of rows are held against.
  package var target: ValueTarget
  /// What makes an object that is not there; nil where that is an error.
  package var creation: Operation?
  /// Reads all objects among which one is found.
  package var all: ReadPlan
  /// Whether Stripe finds the objects of one value without reading all.
  package var isFiltered: Bool
  /// Whether objects are found by Stripe's search, which may show them as they were a minute ago.
  package var readsIndex: Bool
  /// The request for the objects of one value, `…` in its place; nil where all are read.
  package var requestText: String?

  private let read: CheckedRead
  private let pageSize: Int

  /// Objects of one value that are read at most: enough to name them.
  package static let mostMatches = 6

  init(
    _ key: CheckedKey, parents: [String], pageSize: Int
  ) throws(PlanningError) {
    var read = key.read
    read.parents = parents.map { .constant(.string($0)) }
    self.read = read
    self.pageSize = pageSize
    (member, field, kind, target) = (key.member, key.field, key.kind, key.target)
    creation = key.creation
    // A search needs a value to search for; a list may be read without one.
    var every = read
    if every.via == .search { every.via = nil }
    all = try Self.plan(every, pageSize)
    (isFiltered, readsIndex) = (false, false)
    let probe = key.target.type.probe
    let route = try reading(of: probe).route
    isFiltered = route.isFiltered(by: probe)
    readsIndex = route.readsIndex
    requestText = isFiltered ? route.text(of: probe) : nil
  }

  /// The read that finds the objects of one value.
  package func reading(of value: JSONValue) throws(PlanningError) -> ReadPlan {
    var read = read
    read.condition = condition(value)
    read.limit = .constant(.integer(Self.mostMatches))
    return try Self.plan(read, pageSize)
  }

  /// What holds of the objects of one value.
  package func condition(_ value: JSONValue) -> Scalar {
    .comparison(.equal, .field(field), .constant(value), as: kind)
  }

  private static func plan(
    _ read: CheckedRead, _ pageSize: Int
  ) throws(PlanningError) -> ReadPlan {
    var plan = try Planner(pageSize: pageSize).plan(read, with: Bindings())
    // The value is looked at in the rows once more.
    plan.shownAsIDs = []
    return plan
  }
}

extension TypeShape {
  /// A value that stands for any of this type while a route is chosen.
  fileprivate var probe: JSONValue {
    switch self {
    case .enumeration(let words): .string(words.first ?? "x")
    case .integer, .number, .timestamp: 1
    case .boolean: true
    case .string, .decimal, .any, .array, .map, .record, .object, .expandable, .list, .union: "x"
    }
  }
}

extension Route {
  /// Whether any rows come from Stripe's search, which may show an object as it was a minute ago.
  package var readsIndex: Bool {
    switch self {
    case .search: true
    case .union(let routes): routes.contains(where: \.readsIndex)
    case .through(let step): step.otherwise.readsIndex
    case .nothing, .objects, .list: false
    }
  }

  /// Whether Stripe answers with the rows of one value and no others.
  fileprivate func isFiltered(by value: JSONValue) -> Bool {
    switch self {
    case .objects: true
    case .list(let step): step.parameters.holds(value)
    case .search: true
    case .union(let routes): routes.allSatisfy { $0.isFiltered(by: value) }
    case .nothing, .through: false
    }
  }

  /// The request, the value shown as `…`.
  fileprivate func text(of value: JSONValue) -> String? {
    switch self {
    case .objects(let step): "GET \(step.template)"
    case .list(let step): "GET \(step.path)?\(step.parameters.text(of: value))"
    case .search(let step): "GET \(step.path)?query=…"
    case .union(let routes):
      routes.compactMap { $0.text(of: value) }.joined(separator: ", ")
    case .nothing, .through: nil
    }
  }
}

extension JSONObject {
  fileprivate func holds(_ value: JSONValue) -> Bool {
    members.contains { $0.value == value || $0.value.array?.contains(value) ?? false }
  }

  fileprivate func text(of value: JSONValue) -> String {
    members.map { member in
      if member.value == value { return "\(member.key)=…" }
      if let elements = member.value.array { return "\(member.key)[]=\(elements.text(of: value))" }
      return "\(member.key)=\(member.value.string ?? member.value.compact)"
    }.joined(separator: "&")
  }
}

extension [JSONValue] {
  fileprivate func text(of value: JSONValue) -> String {
    map { $0 == value ? "…" : $0.string ?? $0.compact }.joined(separator: ",")
  }
}
