import Expressions

/// The members of an object written with dotted keys. Keys of the same nested record are merged, at
/// the place of the first.
struct MergedMembers {
  private enum Value {
    case whole(Scalar)
    case record(MergedMembers)
  }

  private var keys: [String] = []
  private var values: [Value] = []
  private var places: [String: Int] = [:]

  init() {}

  private init(_ members: [ScalarMember]) {
    for member in members { set([member.key], to: member.value) }
  }

  /// The resulting object.
  var scalar: Scalar {
    .object(
      zip(keys, values).map { key, value in
        switch value {
        case .whole(let scalar): ScalarMember(key, scalar)
        case .record(let members): ScalarMember(key, members.scalar)
        }
      })
  }

  /// Sets the value of a dotted key and replaces an earlier one.
  mutating func set(_ key: ArraySlice<String>, to value: Scalar) {
    guard let first = key.first else { return }
    let place = place(of: first)
    let rest = key.dropFirst()
    guard !rest.isEmpty else {
      values[place] = .whole(value)
      return
    }
    var record = takeRecord(at: place)
    record.set(rest, to: value)
    values[place] = .record(record)
  }

  private mutating func place(of key: String) -> Int {
    if let known = places[key] { return known }
    places[key] = keys.count
    keys.append(key)
    values.append(.record(MergedMembers()))
    return keys.count - 1
  }

  /// Moves the value at an index out as a record, so that it is not copied when it grows.
  private mutating func takeRecord(at place: Int) -> MergedMembers {
    let value = values[place]
    values[place] = .whole(.zone)
    switch value {
    case .record(let members): return members
    case .whole(.object(let members)): return MergedMembers(members)
    case .whole: return MergedMembers()
    }
  }
}
