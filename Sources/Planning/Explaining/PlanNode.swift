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

    public init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
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
    for fact in facts { object[fact.name] = fact.value }
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
