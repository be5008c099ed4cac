import Execution
import JSON
import Planning

/// The writes of a dry run as text: the operation, the object and the changes.
struct DryRunListing {
  private let plan: WritePlan
  private let engine: Engine
  private var owners: OwnerReading
  private var count = 0

  /// The maximum number of rows listed.
  static let maxRows = 50

  init(_ plan: WritePlan, _ engine: Engine) {
    self.plan = plan
    self.engine = engine
    owners = OwnerReading(engine)
  }

  /// Returns the lines for the rows of a request; none beyond the maximum number of rows.
  /// - Throws: `Failure` if an object cannot be read.
  mutating func lines(of request: PreparedRequest) async throws -> [String] {
    var lines: [String] = []
    for write in request.writes {
      count += 1
      guard count <= Self.maxRows else { continue }
      let before = plan.verb == .create ? nil : try await engine.object(of: write, plan)
      let whom = if let before { try await owners.row(before) } else { nil as JSONValue? }
      lines += self.lines(of: write, before: before, whom: whom)
    }
    return lines
  }

  /// The number of rows that are not listed, as text; nil if there are none.
  var rest: String? { count > Self.maxRows ? "… and \(count - Self.maxRows) more" : nil }

  /// - Parameter whom: the object before, with whose it is.
  private func lines(
    of write: PreparedWrite, before: JSONValue?, whom: JSONValue?
  ) -> [String] {
    let change = FieldChanges(
      write.document, before: plan.verb == .update ? before : nil, isUpdate: plan.verb == .update)
    return [title(of: write, whom)] + change.lines.map { "  \($0)" }
      + (plan.consequence.map { ["  \($0.text)"] } ?? [])
  }

  /// `update customer cus_1 (Ann Lee, ann@example.com)`, `create customer from people.csv:2`
  private func title(of write: PreparedWrite, _ object: JSONValue?) -> String {
    let whom = plan.verb == .create ? nil : RowSummary(object, id: write.id).text
    let parent = write.parents.last.map { id in
      ["of", plan.operation.parents.last?.name, id].compactMap { $0 }.joined(separator: " ")
    }
    let origin = write.name?.origin.map { "from \($0)" }
    return ([plan.title, whom, parent, origin] as [String?]).compactMap { $0 }
      .filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// Returns the lines of a `request` statement.
  static func lines(of plan: RequestPlan) -> [String] {
    let fields = FieldChanges(plan.body, before: nil, isUpdate: false)
    return ["request \(plan.method.rawValue) \(plan.path)"] + fields.lines.map { "  \($0)" }
  }
}

extension RowName {
  /// The position of the row in a file; nil if it is not from a file.
  fileprivate var origin: String? {
    switch place {
    case .line, .element: text
    case .position, .id: nil
    }
  }
}

/// The fields that a request sets, one line each, such as `name: "Ann" → "Anne"`.
struct FieldChanges {
  private let document: JSONObject
  /// The object before the request; nil if there is none or it is unknown.
  private let before: JSONValue?
  private let isUpdate: Bool

  /// The number of characters of a value that are shown.
  private static let maxLength = 120

  init(_ document: JSONObject, before: JSONValue?, isUpdate: Bool) {
    self.document = document
    self.before = before
    self.isUpdate = isUpdate
  }

  var lines: [String] { lines(of: document, before: before, below: "") }

  private func lines(
    of document: JSONObject, before: JSONValue?, below path: String
  ) -> [String] {
    document.members.filter { path.isEmpty ? $0.key != "expand" : true }.flatMap { member in
      let name = path + member.key
      let old = before?[member.key]
      // In a map, only keys that the request sets are known to be absent before.
      if let nested = member.value.object, !nested.members.isEmpty {
        return lines(of: nested, before: old ?? (before == nil ? nil : .null), below: name + ".")
      }
      return ["\(name): \(change(from: old, to: member.value, isNested: !path.isEmpty))"]
    }
  }

  private func change(from old: JSONValue?, to new: JSONValue, isNested: Bool) -> String {
    let value = isUpdate ? Self.text(new) : Self.short(new.compact)
    guard before != nil, old != nil || isNested else { return value }
    let old = old ?? .null
    let comparable = new.string == nil ? old : old["id"] ?? old
    if comparable == new { return "\(value) (unchanged)" }
    return "\(Self.text(comparable)) → \(value)"
  }

  /// Returns the value as JSON, or "(none)" for null and an empty string, which clear a field.
  private static func text(_ value: JSONValue) -> String {
    value.isNull || value.string == "" ? "(none)" : short(value.compact)
  }

  private static func short(_ text: String) -> String {
    text.count > maxLength ? text.prefix(maxLength) + "…" : text
  }
}
