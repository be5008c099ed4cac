import CodeCompletion
import JSON

extension RunEffects {
  /// Records the ids, names, metadata keys and currencies of a row shown at the prompt.
  mutating func note(_ value: JSONValue) {
    guard let fields = value.object else { return }
    if let id = value["id"]?.string { shownIDs.note(id, name: Self.name(of: value)) }
    if let currency = value["currency"]?.string { shownNames.note(currency: currency) }
    for key in value["metadata"]?.object?.keys ?? [] { shownNames.note(metadataKey: key) }
    // Objects that a row refers to by their ids.
    for member in fields.members {
      if let id = member.value.string { shownIDs.note(id) }
    }
  }

  /// The fields by which a person knows an object, in the order in which they are shown.
  private static let naming = ["name", "email", "number", "nickname", "description"]
  private static let longestName = 60

  /// Returns the words by which a person knows an object; nil if it has none.
  private static func name(of value: JSONValue) -> String? {
    let words = naming.compactMap { value[$0]?.string }.filter { !$0.isEmpty }
    let name = words.prefix(2).joined(separator: " ")
    return name.isEmpty ? nil : String(name.prefix(longestName))
  }
}
