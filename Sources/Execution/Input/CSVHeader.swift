import Expressions
import JSON

/// The columns of a CSV file. A dot in a name is a path into objects, `metadata.tier`; a key that
/// contains dots is in brackets, `metadata["a.b"]`, as `--format csv` writes it.
struct CSVHeader {
  /// The path of each column's values in the row.
  let paths: [RowPath]
  /// The columns as a tree, so that a row of many columns is built in one pass; the root is first.
  private var nodes = [Node(key: "")]

  private struct Node {
    let key: String
    /// The column of its value; nil if it is an object.
    var column: Int?
    var parts: [Int] = []
  }

  /// A node's identity: its parent's number and its key.
  private struct NodeName: Hashable {
    let parent: Int
    let key: String
  }

  /// The maximum depth of objects in a row, which is also the depth of the recursion.
  private static let depthLimit = 32

  /// Reads the columns from their names.
  /// - Throws: `HeaderProblem` if a name is invalid or conflicts with another.
  init(_ names: [String]) throws(HeaderProblem) {
    var paths: [RowPath] = []
    for (index, name) in names.enumerated() {
      guard let keys = ColumnName.keys(of: name) else {
        let fault = name.trimmingBlanks.isEmpty ? "no name" : "an invalid name: `\(name)`"
        throw HeaderProblem(sentence: "column \(index + 1) has \(fault)")
      }
      guard keys.count <= Self.depthLimit else {
        throw HeaderProblem(sentence: "the name of column \(index + 1) has too many dots")
      }
      paths.append(RowPath(keys.map(RowPath.Step.key)))
    }
    self.paths = paths
    try grow(paths)
  }

  private mutating func grow(_ paths: [RowPath]) throws(HeaderProblem) {
    var known: [NodeName: Int] = [:]
    for (column, path) in paths.enumerated() {
      var node = 0
      for case .key(let key) in path.steps {
        if let other = nodes[node].column {
          throw HeaderProblem(
            sentence: "column \(column + 1) is nested in column \(other + 1), which holds a value")
        }
        let name = NodeName(parent: node, key: key)
        if let part = known[name] {
          node = part
        } else {
          nodes[node].parts.append(nodes.count)
          known[name] = nodes.count
          node = nodes.count
          nodes.append(Node(key: key))
        }
      }
      try take(node, for: column)
    }
  }

  private mutating func take(_ node: Int, for column: Int) throws(HeaderProblem) {
    if let other = nodes[node].column {
      throw HeaderProblem(sentence: "columns \(other + 1) and \(column + 1) have the same name")
    }
    if let below = firstColumn(below: node) {
      throw HeaderProblem(
        sentence: "column \(below + 1) is nested in column \(column + 1), which holds a value")
    }
    nodes[node].column = column
  }

  private func firstColumn(below node: Int) -> Int? {
    var node = node
    while let part = nodes[node].parts.first { node = part }
    return node == 0 ? nil : nodes[node].column
  }

  /// Returns a record as an object of strings; absent cells, and objects of only such cells, are
  /// omitted.
  func object(_ record: CSVRecord) -> JSONObject {
    object(of: record, at: 0)
  }

  private func object(of record: CSVRecord, at node: Int) -> JSONObject {
    var members: [JSONMember] = []
    members.reserveCapacity(nodes[node].parts.count)
    for part in nodes[node].parts {
      if let column = nodes[part].column {
        guard !record.isAbsent(column) else { continue }
        members.append(JSONMember(nodes[part].key, .string(record[column])))
      } else {
        let nested = object(of: record, at: part)
        if !nested.isEmpty { members.append(JSONMember(nodes[part].key, .object(nested))) }
      }
    }
    return JSONObject(members)
  }
}

/// A problem of the names of the columns, as a sentence.
struct HeaderProblem: Error, Hashable {
  let sentence: String
}

/// The name of a column, split into keys.
private enum ColumnName {
  /// Returns the keys of a name; nil if it is invalid: an empty key, or an unclosed bracket.
  static func keys(of name: String) -> [String]? {
    var keys: [String] = []
    var rest = name.trimmingBlanks[...]
    while true {
      if rest.hasPrefix("[\""), let (key, after) = bracketed(rest) {
        keys.append(key)
        rest = after
      } else {
        let key = rest.prefix { $0 != "." && $0 != "[" }
        // A bracket that does not begin a key in quotes is a part of the name.
        let end = rest[key.endIndex...].hasPrefix("[\"") ? key.endIndex : dot(rest)
        guard end > rest.startIndex else { return nil }
        keys.append(String(rest[..<end]))
        rest = rest[end...]
      }
      if rest.isEmpty { return keys }
      if rest.hasPrefix(".") { rest = rest.dropFirst() }
    }
  }

  private static func dot(_ text: Substring) -> Substring.Index {
    text.firstIndex(of: ".") ?? text.endIndex
  }

  /// Returns the key of `["a.b"]` at the beginning, and the text after it.
  private static func bracketed(_ text: Substring) -> (key: String, rest: Substring)? {
    var end = text.startIndex
    while let close = text[end...].firstIndex(of: "]") {
      let inner = text[text.index(after: text.startIndex)..<close]
      if case .string(let key)? = try? JSONValue(parsing: String(inner)), !key.isEmpty {
        return (key, text[text.index(after: close)...])
      }
      end = text.index(after: close)
    }
    return nil
  }
}

extension String {
  /// The text without the blanks around it.
  fileprivate var trimmingBlanks: String {
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    return String(drop(while: isBlank).reversed().drop(while: isBlank).reversed())
  }
}
