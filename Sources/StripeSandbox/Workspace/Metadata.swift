import JSON

/// The rules of metadata. Source: Stripe's documentation of it; the wording is from its answers.
enum Metadata {
  static let keyLimit = 50
  static let keyLength = 40
  static let valueLength = 500

  /// The metadata after an update: keys are merged, an empty value unsets its key, and null (an
  /// empty value for the whole) unsets them all.
  static func merge(_ update: JSONValue, into old: JSONObject) throws(SandboxError) -> JSONObject {
    guard let update = update.object else { return [:] }
    var merged = old
    for member in update.members {
      let text = Scalar.text(of: member.value) ?? ""
      try check(member.key, text)
      merged[member.key] = text.isEmpty ? nil : .string(text)
    }
    guard merged.members.count <= keyLimit else {
      throw SandboxError(
        "Metadata can have up to \(keyLimit) keys, but you passed in metadata that makes"
          + " \(merged.members.count).", param: "metadata")
    }
    return merged
  }

  private static func check(_ key: String, _ value: String) throws(SandboxError) {
    guard key.unicodeScalars.count <= keyLength else {
      throw SandboxError(
        "Metadata keys can have up to \(keyLength) characters, but you passed in a key that is"
          + " \(key.unicodeScalars.count) characters. Invalid key: \(key)", param: "metadata")
    }
    guard !key.contains("["), !key.contains("]") else {
      throw SandboxError(
        "Metadata keys cannot contain square brackets. Invalid key: \(key)", param: "metadata")
    }
    guard value.unicodeScalars.count <= valueLength else {
      throw SandboxError(
        "Metadata values can have up to \(valueLength) characters, but you passed in a value that"
          + " is \(value.unicodeScalars.count) characters. Invalid value: \(value)",
        param: "metadata[\(key)]")
    }
  }
}
