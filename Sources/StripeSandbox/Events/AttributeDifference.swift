import JSON

/// The previous values of an object's changed fields: the `previous_attributes` of an event.
enum AttributeDifference {
  /// Only what differs: of records, the members that do; of lists, the whole.
  static func previous(_ before: JSONObject, _ after: JSONObject) -> JSONObject {
    var previous: JSONObject = [:]
    for member in before.members where !member.key.isNote {
      let new = after[member.key] ?? .null
      guard new != member.value else { continue }
      previous[member.key] = old(member.value, new)
    }
    for member in after.members
    where before[member.key] == nil && !member.value.isNull && !member.key.isNote {
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
