import JSON

/// Blots out keys in text that leaves the program beside its results: messages, logs, reports.
///
/// The text keeps its length, so that carets below it still point at what they mean.
package enum SecretMask {
  /// Replaces what follows a mark by asterisks; JSON stays JSON.
  package static func mask(_ bytes: inout [UInt8]) {
    var position = 0
    while position < bytes.count {
      guard let secret = SecretMark.secret(at: position, in: bytes) else {
        position += 1
        continue
      }
      for index in secret { bytes[index] = UInt8(ascii: "*") }
      position = max(secret.upperBound, position + 1)
    }
  }

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
    case .array(let elements): .array(elements.map { masked($0) })
    case .object(let object):
      .object(JSONObject(object.members.map { JSONMember(masked($0.key), masked($0.value)) }))
    }
  }

  /// Whether a secret of the text was blotted out before.
  package static func isMasked(_ text: String) -> Bool {
    guard text.contains("*") else { return false }
    let bytes = Array(text.utf8)
    return text == blot || CardNumber.isMasked(in: bytes)
      || bytes.indices.contains { SecretMark.isMasked(at: $0, in: bytes) }
  }

  /// Whether a secret in it, of a name or a text, was blotted out before.
  package static func isMasked(_ value: JSONValue) -> Bool {
    switch value {
    case .string(let text): isMasked(text)
    case .array(let elements): elements.contains(where: isMasked)
    case .object(let object):
      object.members.contains { isMasked($0.key) || isMasked($0.value) }
    case .null, .bool, .number: false
    }
  }

  /// What a secret that is known by its name is replaced with.
  static let blot = "****"
}
