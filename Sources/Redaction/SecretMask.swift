import JSON

/// Masks keys in text that the program writes besides its results: messages, logs, reports.
///
/// The text keeps its length, so that the carets below it still mark the right place.
package enum SecretMask {
  /// Replaces the secret after each mark with asterisks; JSON stays valid JSON.
  package static func mask(_ bytes: inout [UInt8]) {
    var position = 0
    while let next = SecretStart.first(from: position, in: bytes) {
      position = next
      guard
        let secret = SecretMark.secret(at: position, in: bytes)
          ?? URLPassword.secret(at: position, in: bytes)
      else {
        position += 1
        continue
      }
      for index in secret { bytes[index] = UInt8(ascii: "*") }
      position = max(secret.upperBound, position + 1)
    }
  }

  /// Returns a text with keys, client secrets and the like masked.
  package static func masked(_ text: String) -> String {
    var bytes = Array(text.utf8)
    mask(&bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Returns text that people wrote, such as statements, or messages that quote it, with card
  /// numbers, bank accounts and the like masked as well. Not for values that are read again: one
  /// may look like a card number.
  package static func maskedText(_ text: String) -> String {
    var bytes = Array(text.utf8)
    mask(&bytes)
    CardNumber.mask(&bytes)
    NamedSecret.mask(&bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Returns the value with every string and every member name in it masked.
  package static func masked(_ value: JSONValue) -> JSONValue {
    switch value {
    case .null, .bool, .number: value
    case .string(let text): .string(masked(text))
    case .array(let elements): .array(elements.map { masked($0) })
    case .object(let object):
      .object(JSONObject(object.members.map { JSONMember(masked($0.key), masked($0.value)) }))
    }
  }

  /// Returns true if a secret of the text was masked before.
  package static func isMasked(_ text: String) -> Bool {
    guard text.contains("*") else { return false }
    let bytes = Array(text.utf8)
    return text == blot || CardNumber.isMasked(in: bytes)
      || bytes.indices.contains { SecretMark.isMasked(at: $0, in: bytes) }
  }

  /// Returns true if a secret in any name or string of the value was masked before.
  package static func isMasked(_ value: JSONValue) -> Bool {
    switch value {
    case .string(let text): isMasked(text)
    case .array(let elements): elements.contains(where: isMasked)
    case .object(let object):
      object.members.contains { isMasked($0.key) || isMasked($0.value) }
    case .null, .bool, .number: false
    }
  }

  /// The replacement for a secret that is recognized by its name.
  static let blot = "****"
}
