import JSON

extension RawJSON {
  /// The value as the text of one cell: a string's text, a number's digits, an empty text for null,
  /// and compact JSON for arrays and objects.
  var flatText: String {
    switch kind {
    case .null: ""
    case .string: string ?? ""
    case .bool, .number: String(decoding: slice, as: UTF8.self)
    case .array, .object: compact
    }
  }

  /// The same text, but the `id` of an object that has one.
  var flatIdentity: String { kind == .object ? self["id"]?.string ?? flatText : flatText }
}
