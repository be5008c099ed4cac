import JSON

/// The way from a row to a value in it: `lines.data[0].amount`.
package struct RowPath: Sendable, Hashable, CustomStringConvertible {
  package enum Step: Sendable, Hashable {
    case key(String)
    case index(Int)
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
  /// Follows the steps from a document's root; nil where one leads nowhere.
  @inline(__always)
  fileprivate func follow<Node>(
    from root: Node, key: (Node, String) -> Node?, element: (Node, Int) -> Node?
  ) -> Node? {
    var current = root
    for step in steps {
      let next =
        switch step {
        case .key(let name): key(current, name)
        case .index(let index): element(current, index)
        }
      guard let next else { return nil }
      current = next
    }
    return current
  }
}

extension JSONValue {
  /// The value at a path, nil where there is none.
  package func value(at path: RowPath) -> JSONValue? {
    path.follow(from: self, key: { $0[$1] }, element: { $0[$1] })
  }
}

extension RawJSON {
  /// The value at a path, nil where there is none.
  package func value(at path: RowPath) -> RawJSON? {
    path.follow(from: self, key: { $0[$1] }, element: { $0[$1] })
  }
}
