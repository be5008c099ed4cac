import JSON

/// The previous values of an object's changed fields: the `previous_attributes` of an event.
enum AttributeDifference {
  /// Only what differs: of records, the members that do; of lists, the whole.
  static func previous(_ before: JSONObject, _ after: JSONObject) -> JSONObject {
    var previous: JSONObject = [:]
    for (index, member) in before.members.enumerated() where !member.key.isNote {
      let new = after.value(of: member.key, near: index) ?? .null
      guard new != member.value else { continue }
      previous[member.key] = old(member.value, new)
    }
    for (index, member) in after.members.enumerated()
    where !member.value.isNull && !member.key.isNote
      && before.value(of: member.key, near: index) == nil
    {
      previous[member.key] = .null
    }
    return previous
  }

  private static func old(_ before: JSONValue, _ after: JSONValue) -> JSONValue {
    guard let old = before.object, let new = after.object, old["object"] == nil else {
      return before
    }
    return .object(previous(old, new))
  }
}
