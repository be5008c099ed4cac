import Language

/// The keys of an object literal and of the literals in it, to find values of which one would take
/// the place of another: `a: $x` beside `a.b: 1`.
struct GivenKeys {
  private enum Value {
    case whole
    case parts(GivenKeys)

    init(_ value: Expression) {
      guard case .object(let literal) = value.kind else {
        self = .whole
        return
      }
      var keys = GivenKeys()
      // What is wrong within the literal is found when it is checked itself.
      for member in literal.members { _ = keys.add(member.key.map(\.text)[...], member.value) }
      self = .parts(keys)
    }

    var parts: GivenKeys? {
      if case .parts(let keys) = self { return keys }
      return nil
    }
  }

  /// A key with two values that cannot both be sent.
  struct Clash {
    fileprivate(set) var key: [String]
    /// True if one of the values is the whole, and the other a part of it.
    let isWholeAndPart: Bool
  }

  private var values: [String: Value] = [:]

  /// Adds a member; returns the key under which a value would be lost, nil if there is none.
  mutating func add(_ key: ArraySlice<String>, _ value: Expression) -> Clash? {
    add(key, Value(value))
  }

  private mutating func add(_ key: ArraySlice<String>, _ value: Value) -> Clash? {
    guard let first = key.first else { return nil }
    let rest = key.dropFirst()
    // The old value is moved out, so that it is not copied when it grows.
    let known = values.updateValue(.whole, forKey: first)
    var clash: Clash?
    if rest.isEmpty {
      (values[first], clash) = Self.joined(known, value)
    } else if case .whole? = known {
      clash = Clash(key: [], isWholeAndPart: true)
    } else {
      var inner = known?.parts ?? GivenKeys()
      clash = inner.add(rest, value)
      values[first] = .parts(inner)
    }
    clash?.key.insert(first, at: 0)
    return clash
  }

  private static func joined(_ known: Value?, _ new: Value) -> (Value, Clash?) {
    switch (known, new) {
    case (nil, _): return (new, nil)
    case (.whole, .whole): return (new, Clash(key: [], isWholeAndPart: false))
    case (.whole, .parts), (.parts, .whole):
      return (.whole, Clash(key: [], isWholeAndPart: true))
    case (.parts(var keys), .parts(let more)):
      var clash: Clash?
      for (key, value) in more.values.sorted(by: { $0.key < $1.key }) {
        let found = keys.add([key], value)
        clash = clash ?? found
      }
      return (.parts(keys), clash)
    }
  }
}
