import JSON

/// The way from a row to a value in it: `lines.data[0].amount`.
package struct RowPath: Sendable, Hashable, CustomStringConvertible {
  package enum Step: Sendable, Hashable {
    case key(String)
    case index(Int)
    /// Every element of a list, where the path goes on without a position.
    case each
  }

  package var steps: [Step]

  package init(_ steps: [Step] = []) {
    self.steps = steps
  }

  /// A path of keys alone.
  package init(keys: String...) {
    steps = keys.map(Step.key)
  }

  /// The only key, where the path is one key.
  package var singleKey: String? {
    guard steps.count == 1, case .key(let key)? = steps.first else { return nil }
    return key
  }

  /// The first key.
  package var root: String? {
    guard case .key(let key)? = steps.first else { return nil }
    return key
  }

  /// As the language writes it; keys that are no plain names stand in brackets.
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
    guard let first = key.unicodeScalars.first, first == "_" || first.properties.isAlphabetic
    else { return false }
    return key.unicodeScalars.allSatisfy {
      $0 == "_" || $0.properties.isAlphabetic || ("0"..."9").contains($0)
    }
  }
}

extension RowPath {
  /// Follows the steps up to the first that leads through a list; nil where one leads nowhere.
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

  /// What is left of the path behind the first list that it leads through; nil where it leads
  /// through none.
  fileprivate var behindList: RowPath? {
    steps.firstIndex(of: .each).map { RowPath(Array(steps[($0 + 1)...])) }
  }

  /// The path to the first list that it leads through, and the path from there.
  package var upToList: RowPath { RowPath(Array(steps.prefix { $0 != .each })) }
  package var fromList: RowPath { RowPath(Array(steps.drop { $0 != .each })) }

  /// Whether it leads through all elements of a list, so that a row has a list of values there.
  package var isMany: Bool { steps.contains(.each) }

  /// The path to a place in every element of the list here.
  package func each(_ inner: RowPath) -> RowPath { RowPath(steps + [.each] + inner.steps) }

  /// The list that a path leads through last, and the path from its elements; nil where it leads
  /// through none.
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
  /// The value at a path, nil where there is none. Where the path leads through a list it is the
  /// list of the values in its elements, a null for each element that has none.
  package func value(at path: RowPath) -> JSONValue? {
    guard let found = path.follow(from: self, key: { $0[$1] }, element: { $0[$1] }) else {
      return nil
    }
    guard let rest = path.behindList else { return found }
    guard let elements = found.array else { return nil }
    let values = elements.map { $0.value(at: rest) ?? .null }
    return .array(rest.isMany ? values.flatMap { $0.array ?? [] } : values)
  }

  /// The same with a list in the list for each list that the path leads through.
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
  /// The value at a path, nil where there is none; through a list as of a parsed value.
  package func value(at path: RowPath) -> RawJSON? {
    guard let found = path.follow(from: self, key: { $0[$1] }, element: { $0[$1] }) else {
      return nil
    }
    guard let rest = path.behindList else { return found }
    return found.value.value(at: RowPath([.each] + rest.steps)).map { RawJSON($0) }
  }
}
