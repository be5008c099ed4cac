import Expressions
import JSON
import StripeCatalog

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

  /// The type of the rows; nil if the catalog does not know it.
  private let object: ObjectType?
  private var nodes: [Node]

  init(of object: ObjectType?) {
    self.object = object
    var whole = Column.wholeRow
    whole.kind = object?.displayKind(at: whole.path) ?? .unknown
    nodes = [Node(column: whole)]
  }

  /// Takes note of the members of a row.
  /// - Parameter leaf: handed each value that may fill a column, with that column and its number.
  mutating func learn(_ row: RawJSON, leaf: (RawJSON, Column, Int) -> Void) {
    learn(row, at: 0, leaf)
  }

  private mutating func learn(
    _ value: RawJSON, at node: Int, _ leaf: (RawJSON, Column, Int) -> Void
  ) {
    guard value.kind == .object else {
      if value.kind != .null { nodes[node].hasContent = true }
      return leaf(value, nodes[node].column, node)
    }
    for (offset, member) in value.members.enumerated() {
      let part = part(member.key, of: node, near: offset) ?? addPart(member.key, to: node)
      learn(member.value, at: part, leaf)
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
    let path = RowPath(parent.path.steps + [.key(key)])
    let column = Column(
      prefix + separator + name, at: path, showing: object?.displayKind(at: path) ?? .unknown)
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

  /// The positions of settled columns by their numbers; nil of what has no column.
  var positions: [Int?] { nodes.map(\.position) }
}

extension Column {
  /// The single column of rows that are not objects.
  static let wholeRow = Column("value", at: RowPath())
}
