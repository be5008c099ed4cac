import JSON

/// A node of an explained plan, with its child nodes.
package struct PlanNode: Sendable, Hashable {
  /// The title: `list /v1/invoices`
  package var title: String
  /// The facts about it, in order.
  package var facts: [Fact]
  /// The nodes below it.
  package var children: [PlanNode]

  /// A named property of a node.
  package struct Fact: Sendable, Hashable {
    /// The name of the property.
    package var name: String
    /// The value of the property.
    package var value: JSONValue
    /// True if a node can have several facts of this name; JSON output makes a list of them.
    package var repeats: Bool

    /// Creates a fact from its name and value.
    package init(_ name: String, _ value: JSONValue, repeats: Bool = false) {
      self.name = name
      self.value = value
      self.repeats = repeats
    }
  }

  /// Creates a node from its parts.
  package init(_ title: String, facts: [Fact] = [], children: [PlanNode] = []) {
    self.title = title
    self.facts = facts
    self.children = children
  }

  /// The tree as a JSON value.
  package var json: JSONValue {
    var object: JSONObject = ["node": .string(title)]
    for fact in facts {
      let others = object[fact.name]?.array ?? []
      object[fact.name] = fact.repeats ? .array(others + [fact.value]) : fact.value
    }
    if !children.isEmpty { object["children"] = .array(children.map(\.json)) }
    return .object(object)
  }

  /// The tree as lines of text.
  package var lines: [String] { [title] + body(indent: "") }

  private func body(indent: String) -> [String] {
    let facts = facts.map { "\(indent)    \($0.name): \($0.value.string ?? $0.value.compact)" }
    return facts
      + children.flatMap { child in
        ["\(indent)  → \(child.title)"] + child.body(indent: indent + "    ")
      }
  }
}
