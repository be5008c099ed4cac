import Analysis
import Expressions
import JSON
import StripeCatalog

/// The search for the object of each row by a field.
package struct KeyPlan: Sendable {
  /// The path to the value in rows and documents: `email`, `metadata.sku`
  package var member: RowPath
  /// The path to the value in the objects.
  package var field: RowPath
  /// The type that values are compared as.
  package var kind: ValueKind
  /// The field that the values of rows are checked against.
  package var target: ValueTarget
  /// The operation that creates a missing object; nil if a missing object is an error.
  package var creation: Operation?
  /// The read of all objects to search.
  package var all: ReadPlan
  /// True if Stripe can find the objects with a value, so that not all have to be read.
  package var isFiltered: Bool
  /// True if objects are found by Stripe's search, whose data can be a minute old.
  package var readsIndex: Bool
  /// The request for the objects with a value, shown as `…`; nil if all objects are read.
  package var requestText: String?

  private let read: CheckedRead
  private let pageSize: Int

  /// The maximum number of objects read for one value; enough to list them in an error.
  package static let maxMatches = 6

  init(
    _ key: CheckedKey, parents: [String], pageSize: Int
  ) throws(PlanningError) {
    var read = key.read
    read.parents = parents.map { .constant(.string($0)) }
    self.read = read
    self.pageSize = pageSize
    (member, field, kind, target) = (key.member, key.field, key.kind, key.target)
    creation = key.creation
    // A search requires a value; a list can be read without one.
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

  /// Returns the read that finds the objects with a value.
  /// - Throws: `PlanningError` if no endpoint of Stripe supports it.
  package func reading(of value: JSONValue) throws(PlanningError) -> ReadPlan {
    var read = read
    read.condition = condition(value)
    read.limit = .constant(.integer(Self.maxMatches))
    return try Self.plan(read, pageSize)
  }

  /// Returns the condition that the objects with a value satisfy.
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
  /// A sample value of this type, to choose a route before values are known.
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
  /// True if rows come from Stripe's search, whose data can be a minute old.
  package var readsIndex: Bool {
    switch self {
    case .search, .top: true
    case .union(let routes): routes.contains(where: \.readsIndex)
    case .through(let step): step.otherwise.readsIndex
    case .nothing, .objects, .list: false
    }
  }

  /// Returns true if Stripe returns only the rows with a value.
  fileprivate func isFiltered(by value: JSONValue) -> Bool {
    switch self {
    case .objects: true
    case .list(let step): step.parameters.holds(value)
    case .search: true
    case .top(let step): step.otherwise.isFiltered(by: value)
    case .union(let routes): routes.allSatisfy { $0.isFiltered(by: value) }
    case .nothing, .through: false
    }
  }

  /// Returns the request with the value shown as `…`; nil if there is no single request.
  fileprivate func text(of value: JSONValue) -> String? {
    switch self {
    case .objects(let step): "GET \(step.template)"
    case .list(let step): "GET \(step.path)?\(step.parameters.text(of: value))"
    case .search(let step): "GET \(step.path)?query=…"
    case .top(let step): step.otherwise.text(of: value)
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
