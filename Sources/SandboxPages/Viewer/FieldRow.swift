import JSON
import StripeCatalog
import StripeSandbox

/// One field of an object, as its page shows it.
struct FieldRow: Sendable {
  let name: String
  /// How deep it lies in the object, from 0.
  let depth: Int
  let text: String?
  let link: String?
  let isGroup: Bool
}

/// Makes rows of an object's fields, with its records below their names.
struct FieldRows {
  private(set) var rows: [FieldRow] = []

  private static let deepest = 4

  init(_ object: JSONObject, _ type: ObjectType) {
    add(object, type.record, currency: object.text("currency"), depth: 0)
  }

  private mutating func add(
    _ object: JSONObject, _ record: RecordShape?, currency: String?, depth: Int
  ) {
    let currency = object.text("currency") ?? currency
    for member in object.members {
      let field = record?.field(named: member.key)
      add(
        member.value, member.key, field?.type, isAmount: field?.isAmount == true,
        currency: currency, depth: depth)
    }
  }

  private mutating func add(
    _ value: JSONValue, _ name: String, _ shape: TypeShape?, isAmount: Bool, currency: String?,
    depth: Int
  ) {
    let level = min(depth, Self.deepest)
    switch value {
    case .null: return
    case .object(let object):
      guard !object.isEmpty else { return }
      let elements = object.text("object") == "list" ? object["data"] : nil
      if let elements {
        return add(
          elements, name, nil, isAmount: false, currency: currency, depth: depth)
      }
      let link = ObjectAddress.of(object)
      rows.append(
        FieldRow(
          name: name, depth: level, text: link.flatMap { _ in object.text("id") }, link: link,
          isGroup: true))
      add(object, Self.record(shape), currency: currency, depth: depth + 1)
    case .array(let elements):
      for (index, element) in elements.enumerated() {
        add(
          element, "\(name)[\(index)]", Self.element(shape), isAmount: isAmount,
          currency: currency, depth: depth)
      }
    case .bool, .number, .string:
      let cell = FieldCell(name, value, shape, isAmount: isAmount, currency: currency)
      rows.append(
        FieldRow(name: name, depth: level, text: cell.text, link: cell.link, isGroup: false))
    }
  }

  private static func record(_ shape: TypeShape?) -> RecordShape? {
    switch shape {
    case .record(let record): record
    case .object(let type): type.record
    case .expandable(let types): types.first?.record
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration, .array,
      .map, .list, .union, nil:
      nil
    }
  }

  private static func element(_ shape: TypeShape?) -> TypeShape? {
    if case .array(let element)? = shape { return element }
    return nil
  }
}

/// The value of a field: times and money as people read them, ids as links, secrets not at all.
private struct FieldCell {
  let text: String
  let link: String?

  private static let secretNames = ["secret", "client_secret", "verification_secret"]
  private static let secretPrefixes = ["whsec_", "sk_", "rk_", "ek_", "rkcs_"]

  init(_ name: String, _ value: JSONValue, _ shape: TypeShape?, isAmount: Bool, currency: String?) {
    if Self.isSecret(name, value) {
      (text, link) = ("hidden", nil)
      return
    }
    if let number = value.integer {
      if case .timestamp? = shape {
        (text, link) = (Readable.time(number), nil)
      } else if isAmount, let currency {
        (text, link) = (Readable.money(number, currency), nil)
      } else {
        (text, link) = (String(number), nil)
      }
      return
    }
    text = Self.plain(value)
    link = Self.link(of: text, name, shape)
  }

  private static func isSecret(_ name: String, _ value: JSONValue) -> Bool {
    secretNames.contains(name)
      || secretPrefixes.contains { value.string?.hasPrefix($0) == true }
  }

  private static func plain(_ value: JSONValue) -> String {
    switch value {
    case .string(let text): text
    case .number(let number): number.text
    case .bool(let isTrue): isTrue ? "true" : "false"
    case .null, .array, .object: ""
    }
  }

  private static func link(of text: String, _ name: String, _ shape: TypeShape?) -> String? {
    if text.hasPrefix("https://") || text.hasPrefix("http://") { return text }
    guard name != "id" else { return nil }
    if case .expandable(let types)? = shape, types.count == 1 {
      return ObjectAddress.of(types[0], text)
    }
    return ObjectAddress.of(id: text)
  }
}
