import JSON
import StripeCatalog

/// The state an object is in after a verb, for resources without a life cycle of their own.
enum StateVerbs {
  /// Each verb's states, of which an object takes the first that its catalog entry knows.
  private static let states: [String: [String]] = [
    "accept": ["accepted"], "activate": ["active"], "advance": ["advancing"],
    "approve": ["approved", "closed"], "archive": ["archived", "inactive"],
    "cancel": ["canceled", "cancelled"], "capture": ["closed", "succeeded"],
    "close": ["closed", "lost"], "confirm": ["succeeded"], "deactivate": ["inactive"],
    "decline": ["declined", "closed"], "deliver_card": ["delivered"],
    "disconnect": ["disconnected"], "expire": ["expired", "canceled", "failed"],
    "fail": ["failed"], "fail_card": ["failure"], "finalize": ["open"],
    "increment": ["pending"], "pause": ["paused"], "post": ["posted"], "reactivate": ["active"],
    "redact": ["canceled"], "reject": ["rejected"], "release": ["released"],
    "resume": ["active"], "return": ["returned"], "return_card": ["returned"],
    "return_inbound_transfer": ["returned"], "reverse": ["reversed", "closed"],
    "ship_card": ["shipped"], "submit": ["submitted"], "submit_card": ["submitted"],
    "succeed": ["succeeded"], "unarchive": ["active"], "void": ["void", "voided"],
  ]

  /// Fields that say it in a word of their own.
  private static let marks: [String: (field: String, value: Bool)] = [
    "activate": ("active", true), "archive": ("active", false), "deactivate": ("active", false),
    "reactivate": ("active", true),
  ]

  static func apply(_ verb: String, to object: inout JSONObject, _ type: ObjectType) {
    if let mark = marks[verb], object[mark.field]?.bool != nil {
      object[mark.field] = .bool(mark.value)
    }
    guard let wanted = states[verb] else { return }
    for name in ["status", "shipping"] {
      guard case .enumeration(let known)? = type.field(named: name)?.type,
        let state = wanted.first(where: known.contains)
      else { continue }
      object[name] = .string(state)
      return
    }
  }
}
