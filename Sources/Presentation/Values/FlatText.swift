import JSON

extension RawJSON {
  /// The value in one cell: a string's text, a number's digits, nothing for null, and compact
  /// JSON for arrays and objects.
  var flatText: String {
    switch kind {
    case .null: ""
    case .string: string ?? ""
    case .bool, .number: String(decoding: slice, as: UTF8.self)
    case .array, .object: compact
    }
  }

  /// The same with an object that has an `id` shown by that.
  var flatIdentity: String { kind == .object ? self["id"]?.string ?? flatText : flatText }
}
