import JSON

/// One line of an explained plan and what hangs below it.
public struct PlanNode: Sendable, Hashable {
  /// `list /v1/invoices`
  public var title: String
  /// Further facts, in order.
  public var facts: [Fact]
  public var children: [PlanNode]

  public struct Fact: Sendable, Hashable {
    public var name: String
    public var value: JSONValue
    /// Whether a node may have several of the name: a document lists them.
    public var repeats: Bool

    public init(_ name: String, _ value: JSONValue, repeats: Bool = false) {
      self.name = name
      self.value = value
      self.repeats = repeats
    }
  }

  public init(_ title: String, facts: [Fact] = [], children: [PlanNode] = []) {
    self.title = title
    self.facts = facts
    self.children = children
  }

  /// As a document for programs.
  public var json: JSONValue {
    var object: JSONObject = ["node": .string(title)]
    for fact in facts {
      let others = object[fact.name]?.array ?? []
      object[fact.name] = fact.repeats ? .array(others + [fact.value]) : fact.value
    }
    if !children.isEmpty { object["children"] = .array(children.map(\.json)) }
    return .object(object)
  }

  /// As a tree of lines.
  public var lines: [String] { [title] + body(indent: "") }

  private func body(indent: String) -> [String] {
    let facts = facts.map { "\(indent)    \($0.name): \($0.value.string ?? $0.value.compact)" }
    return facts
      + children.flatMap { child in
        ["\(indent)  → \(child.title)"] + child.body(indent: indent + "    ")
      }
  }
}
