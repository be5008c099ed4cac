import JSON

/// Blots out keys in text that leaves the program beside its results: messages, logs, reports.
///
/// The text keeps its length, so that carets below it still point at what they mean.
package enum SecretMask {
  /// How Stripe's secret values begin, and how many characters must follow for a text to be one.
  /// Source: Stripe's documentation of keys, webhooks and client secrets.
  private static let marks: [(bytes: [UInt8], shortest: Int)] =
    [
      "sk_live_", "sk_test_", "rk_live_", "rk_test_", "pk_live_", "pk_test_", "sk_org_",
      "rkcs_live_", "rkcs_test_", "ek_live_", "ek_test_", "whsec_",
    ].map { (Array($0.utf8), 8) } + [(Array("_secret_".utf8), 12)]

  package static func masked(_ text: String) -> String {
    var bytes = Array(text.utf8)
    mask(&bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What people wrote, such as statements, and messages that quote it: with card numbers, bank
  /// accounts and the like blotted out as well. Values that are to be read again are not for this:
  /// one may look like a card's.
  package static func maskedText(_ text: String) -> String {
    var bytes = Array(text.utf8)
    mask(&bytes)
    CardNumber.mask(&bytes)
    NamedSecret.mask(&bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The same with every text and every name in it masked.
  package static func masked(_ value: JSONValue) -> JSONValue {
    switch value {
    case .null, .bool, .number: value
    case .string(let text): .string(masked(text))
    case .array(let elements): .array(elements.map(masked))
    case .object(let object):
      .object(JSONObject(object.members.map { JSONMember(masked($0.key), masked($0.value)) }))
    }
  }

  /// Replaces what follows a mark by asterisks; JSON stays JSON.
  package static func mask(_ bytes: inout [UInt8]) {
    var position = 0
    while position < bytes.count {
      guard let mark = marks.first(where: { bytes[position...].starts(with: $0.bytes) }) else {
        position += 1
        continue
      }
      let start = position + mark.bytes.count
      let end = bytes[start...].firstIndex { !$0.isWord } ?? bytes.endIndex
      if end - start >= mark.shortest {
        for index in start..<end { bytes[index] = UInt8(ascii: "*") }
      }
      position = max(end, position + 1)
    }
  }

  /// Whether a secret of the text was blotted out before.
  package static func isMasked(_ text: String) -> Bool {
    guard text.contains("*") else { return false }
    let bytes = Array(text.utf8)
    return bytes.indices.contains { position in
      marks.contains { mark in
        let rest = bytes[position...].dropFirst(mark.bytes.count)
        return bytes[position...].starts(with: mark.bytes)
          && rest.prefix { $0 == UInt8(ascii: "*") }.count >= mark.shortest
      }
    }
  }
}
