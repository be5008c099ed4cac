import Expressions
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
    /// Unix seconds in the value.
    var times: Set<Int>

    /// Creates a fact from its name and value.
    package init(_ name: String, _ value: JSONValue, repeats: Bool = false) {
      self.init(name, value, repeats: repeats, times: [])
    }

    init(_ name: String, _ value: JSONValue, repeats: Bool = false, times: Set<Int>) {
      self.times = times
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

  /// As a tree of lines.
  /// - Parameter zone: the time zone of the times after Unix seconds; nil for the seconds alone.
  package func lines(in zone: ClockZone? = nil) -> [String] {
    [title] + body(indent: "", zone)
  }

  private func body(indent: String, _ zone: ClockZone?) -> [String] {
    let facts = facts.map { "\(indent)    \($0.name): \($0.text(in: zone))" }
    return facts
      + children.flatMap { child in
        ["\(indent)  → \(child.title)"] + child.body(indent: indent + "    ", zone)
      }
  }
}

extension PlanNode.Fact {
  fileprivate func text(in zone: ClockZone?) -> String {
    let text = value.string ?? value.compact
    return zone.map { text.explaining(times, in: $0) } ?? text
  }
}
