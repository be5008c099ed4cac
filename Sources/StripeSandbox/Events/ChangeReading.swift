import JSON

/// Properties of a change that the names of its events depend on.
extension Change {
  /// Returns true if other fields changed too.
  func differs(beyond names: Set<String>) -> Bool {
    guard let before, let after else { return true }
    let ignored: (JSONMember) -> Bool = { names.contains($0.key) || $0.key.isNote }
    return before.members.filter { !ignored($0) } != after.members.filter { !ignored($0) }
  }

  /// Returns true if a field was null or absent, and holds something now.
  func fills(_ name: String) -> Bool {
    before != nil && before?.has(name) == false && after?.has(name) == true
  }

  /// Returns true if a field held something, and is null or absent now.
  func empties(_ name: String) -> Bool {
    after != nil && before?.has(name) == true && after?.has(name) == false
  }

  /// Returns true if a number grew, from nothing too.
  func raises(_ name: String) -> Bool {
    (before?.amount(name) ?? 0) < (after?.amount(name) ?? 0)
  }
}
