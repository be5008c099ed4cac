import JSON

/// What a change did, as the names of its events depend on it.
extension Change {
  /// Whether other fields changed too.
  func differs(beyond names: Set<String>) -> Bool {
    guard let before, let after else { return true }
    let ignored: (JSONMember) -> Bool = { names.contains($0.key) || $0.key.isNote }
    return before.members.filter { !ignored($0) } != after.members.filter { !ignored($0) }
  }

  /// Whether a field was null or absent, and holds something now.
  func fills(_ name: String) -> Bool {
    before != nil && before?.has(name) == false && after?.has(name) == true
  }

  /// Whether a field held something, and is null or absent now.
  func empties(_ name: String) -> Bool {
    after != nil && before?.has(name) == true && after?.has(name) == false
  }

  /// Whether a number grew, from nothing too.
  func raises(_ name: String) -> Bool {
    (before?.amount(name) ?? 0) < (after?.amount(name) ?? 0)
  }
}
