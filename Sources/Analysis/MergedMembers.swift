import Expressions

/// The members of an object written with dotted keys. Keys of the same nested record are merged, at
/// the place of the first.
struct MergedMembers {
  private enum Value {
    case whole(Scalar)
    case record(MergedMembers)
  }

  /// A key of which one value takes the place of another, so that it is lost.
  struct Clash {
    fileprivate(set) var key: [String]
    /// True if one of the values is the whole, and the other a part of it.
    let isWholeAndPart: Bool
  }

  private var keys: [String] = []
  private var values: [Value] = []
  private var places: [String: Int] = [:]
  /// The keys as they were given.
  private var given: Set<[String]> = []

  init() {}

  private init(_ members: [ScalarMember]) {
    for member in members { _ = put([member.key], member.value) }
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

  /// Sets the value of a dotted key, which takes the place of an earlier one.
  /// - Returns: The key that is given twice, or whole and in parts; nil if nothing is lost.
  @discardableResult
  mutating func set(_ key: ArraySlice<String>, to value: Scalar) -> Clash? {
    let clash = put(key, value)
    guard given.insert(Array(key)).inserted else {
      return Clash(key: Array(key), isWholeAndPart: false)
    }
    return clash
  }

  private mutating func put(_ key: ArraySlice<String>, _ value: Scalar) -> Clash? {
    guard let first = key.first else { return nil }
    let place = places[first] ?? keys.count
    if place == keys.count {
      places[first] = place
      keys.append(first)
      values.append(.record(MergedMembers()))
      if key.count == 1 {
        values[place] = .whole(value)
        return nil
      }
    }
    var clash = put(key.dropFirst(), value, at: place)
    clash?.key.insert(first, at: 0)
    return clash
  }

  /// Joins a value, or a part below a key, to what stands at a place.
  private mutating func put(
    _ rest: ArraySlice<String>, _ value: Scalar, at place: Int
  ) -> Clash? {
    var members: [ScalarMember]?
    if rest.isEmpty, case .object(let whole) = value { members = whole }
    var known = takeRecord(at: place)
    let isRecord = known != nil
    guard !rest.isEmpty || members != nil else {
      values[place] = .whole(value)
      return Clash(key: [], isWholeAndPart: isRecord)
    }
    // A second reference would have it copied.
    var record = known.take() ?? MergedMembers()
    var clash = isRecord ? nil : Clash(key: [], isWholeAndPart: true)
    if let members {
      for member in members {
        let found = record.put([member.key], member.value)
        clash = clash ?? found
      }
    } else {
      let found = record.put(rest, value)
      clash = clash ?? found
    }
    values[place] = .record(record)
    return clash
  }

  /// Moves the value at a place out as a record, so that it is not copied when it grows; nil if it
  /// is none.
  private mutating func takeRecord(at place: Int) -> MergedMembers? {
    let value = values[place]
    values[place] = .whole(.zone)
    switch value {
    case .record(let members): return members
    case .whole(.object(let members)): return MergedMembers(members)
    case .whole: return nil
    }
  }
}
