import JSON

/// The path from a row to a value in it: `lines.data[0].amount`.
package struct RowPath: Sendable, Hashable, CustomStringConvertible {
  /// One step of a path.
  package enum Step: Sendable, Hashable {
    case key(String)
    case index(Int)
    /// Every element of a list, when the path continues without an index.
    case each
  }

  /// The steps, from the row on.
  package var steps: [Step]

  /// Creates a path; without steps it leads to the row itself.
  package init(_ steps: [Step] = []) {
    self.steps = steps
  }

  /// Creates a path that consists of keys.
  package init(keys: String...) {
    steps = keys.map(Step.key)
  }

  /// The key of a path that is one key only; nil for other paths.
  package var singleKey: String? {
    guard steps.count == 1, case .key(let key)? = steps.first else { return nil }
    return key
  }

  /// The first key; nil if the path does not start with a key.
  package var root: String? {
    guard case .key(let key)? = steps.first else { return nil }
    return key
  }

  /// The path in the syntax of the language; keys that are not plain names are in brackets.
  package var description: String {
    var text = ""
    for step in steps {
      switch step {
      case .index(let index): text += "[\(index)]"
      case .each: break
      case .key(let key) where RowPath.isPlain(key): text += text.isEmpty ? key : ".\(key)"
      case .key(let key): text += "[\(JSONValue.string(key).compact)]"
      }
    }
    return text
  }

  private static func isPlain(_ key: String) -> Bool {
    guard let first = key.unicodeScalars.first, isLetter(first) else { return false }
    return key.unicodeScalars.allSatisfy { isLetter($0) || ("0"..."9").contains($0) }
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    // Nearly all letters are of ASCII, for which no table is needed.
    guard !scalar.isASCII else {
      return scalar == "_" || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
    }
    return scalar.properties.isAlphabetic
  }
}

extension RowPath {
  /// Follows the steps up to the first one through a list; nil if there is no value.
  @inline(__always)
  fileprivate func follow<Node>(
    from root: Node, key: (Node, String) -> Node?, element: (Node, Int) -> Node?
  ) -> Node? {
    var current = root
    for step in steps {
      let next: Node?
      switch step {
      case .key(let name): next = key(current, name)
      case .index(let index): next = element(current, index)
      case .each: return current
      }
      guard let next else { return nil }
      current = next
    }
    return current
  }

  /// The rest of the path after the first list it leads through; nil if there is none.
  fileprivate var behindList: RowPath? {
    steps.firstIndex(of: .each).map { RowPath(Array(steps[($0 + 1)...])) }
  }

  /// The path to the first list it leads through; the whole path if there is none.
  package var upToList: RowPath { RowPath(Array(steps.prefix { $0 != .each })) }
  /// The path from the first list on, with the step through its elements; empty if there is none.
  package var fromList: RowPath { RowPath(Array(steps.drop { $0 != .each })) }

  /// True if it leads through all elements of a list, so that a row has a list of values there.
  package var isMany: Bool { steps.contains(.each) }

  /// Returns the path to a place in every element of the list at this path.
  package func each(_ inner: RowPath) -> RowPath { RowPath(steps + [.each] + inner.steps) }

  /// The path to the last list it leads through, and the path from there; nil if there is none.
  package var lastList: (list: RowPath, inner: RowPath)? {
    steps.lastIndex(of: .each).map {
      (RowPath(Array(steps[..<$0])), RowPath(Array(steps[($0 + 1)...])))
    }
  }

  /// Its keys, positions in lists left out.
  package var keys: [String] {
    steps.compactMap { if case .key(let key) = $0 { key } else { nil } }
  }

  /// The same path without its steps through lists: `lines.data.amount`.
  package var withoutLists: RowPath { RowPath(steps.filter { $0 != .each }) }
}

extension JSONValue {
  /// Returns the value at a path; nil if there is none. For a path through a list it is the list of
  /// the values in its elements, with null for each element without one.
  package func value(at path: RowPath) -> JSONValue? {
    guard let found = path.follow(from: self, key: { $0[$1] }, element: { $0[$1] }) else {
      return nil
    }
    guard let rest = path.behindList else { return found }
    guard let elements = found.array else { return nil }
    let values = elements.map { $0.value(at: rest) ?? .null }
    return .array(rest.isMany ? values.flatMap { $0.array ?? [] } : values)
  }

  /// Returns the value at a path, with a nested list for each list that the path leads through.
  package func nestedValue(at path: RowPath) -> JSONValue? {
    guard let found = path.follow(from: self, key: { $0[$1] }, element: { $0[$1] }) else {
      return nil
    }
    guard let rest = path.behindList else { return found }
    return found.array.map { elements in .array(elements.map { $0.nestedValue(at: rest) ?? .null })
    }
  }
}

extension RawJSON {
  /// Returns the value at a path; nil if there is none. Lists are treated as in
  /// `JSONValue.value(at:)`.
  package func value(at path: RowPath) -> RawJSON? {
    guard let found = path.follow(from: self, key: { $0[$1] }, element: { $0[$1] }) else {
      return nil
    }
    guard let rest = path.behindList else { return found }
    return found.value.value(at: RowPath([.each] + rest.steps)).map { RawJSON($0) }
  }
}
