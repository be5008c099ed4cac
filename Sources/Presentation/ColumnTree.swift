import Expressions
import JSON

/// The members that occur in rows, nested as in the rows: the source of a flat header.
///
/// An object's members become dotted columns; scalars and arrays have a column each. A member that
/// is always null or empty has one column; one that is an object in some rows has only the columns
/// of that object.
struct ColumnTree: Sendable {
  private struct Node: Sendable {
    let column: Column
    var parts: [(key: String, node: Int)] = []
    /// The indices of the nodes of the parts, by key.
    var places: [String: Int] = [:]
    var hasContent = false
    var position: Int?
  }

  private var nodes = [Node(column: Column.wholeRow)]

  /// Adds the members of a row to the tree.
  mutating func learn(_ row: RawJSON) {
    learn(row, at: 0)
  }

  private mutating func learn(_ value: RawJSON, at node: Int) {
    guard value.kind == .object else {
      if value.kind != .null { nodes[node].hasContent = true }
      return
    }
    for (offset, member) in value.members.enumerated() {
      let part = part(member.key, of: node, near: offset) ?? addPart(member.key, to: node)
      learn(member.value, at: part)
    }
  }

  /// Returns the node of a member. Most rows have the same members in the same order, so the
  /// position of the member is tried first.
  private func part(_ key: String, of node: Int, near offset: Int) -> Int? {
    let parts = nodes[node].parts
    if offset < parts.count, parts[offset].key == key { return parts[offset].node }
    return nodes[node].places[key]
  }

  private mutating func addPart(_ key: String, to node: Int) -> Int {
    let parent = nodes[node].column
    // A dot inside a key would look like a path.
    let name = key.contains(".") ? "[\(JSONValue.string(key).compact)]" : key
    let separator = node == 0 || name.hasPrefix("[") ? "" : "."
    let prefix = node == 0 ? "" : parent.label
    let column = Column(
      prefix + separator + name, at: RowPath(parent.path.steps + [.key(key)]))
    nodes.append(Node(column: column))
    nodes[node].parts.append((key, nodes.count - 1))
    nodes[node].places[key] = nodes.count - 1
    return nodes.count - 1
  }

  /// Assigns each column its position, and returns the columns in that order.
  mutating func settle() -> [Column] {
    var columns: [Column] = []
    settle(0, into: &columns)
    return columns
  }

  private mutating func settle(_ node: Int, into columns: inout [Column]) {
    if nodes[node].hasContent || (nodes[node].parts.isEmpty && node != 0) {
      nodes[node].position = columns.count
      columns.append(nodes[node].column)
    }
    for part in nodes[node].parts { settle(part.node, into: &columns) }
  }

  /// Returns the values of a row in the order of the columns; nil for columns that it lacks.
  func cells(of row: RawJSON, count: Int) -> [RawJSON?] {
    var cells = [RawJSON?](repeating: nil, count: count)
    fill(&cells, from: row, at: 0)
    return cells
  }

  private func fill(_ cells: inout [RawJSON?], from value: RawJSON, at node: Int) {
    guard value.kind == .object else {
      if let position = nodes[node].position, position < cells.count { cells[position] = value }
      return
    }
    for (offset, member) in value.members.enumerated() {
      if let part = part(member.key, of: node, near: offset) {
        fill(&cells, from: member.value, at: part)
      }
    }
  }
}

extension Column {
  /// The single column of rows that are not objects.
  static let wholeRow = Column("value", at: RowPath())
}
