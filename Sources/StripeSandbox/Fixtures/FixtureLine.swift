import JSON
import SandboxStore

/// One line of an export.
struct FixtureLine {
  /// The form of the lines: higher where an older program could not read them.
  private static let version = 1
  private static let headName = "pinstripe_sandbox"
  private static let kindName = "record"

  let object: JSONObject

  static let head = FixtureLine(object: [headName: .integer(version)])

  init(object: JSONObject) { self.object = object }

  init(_ record: StoreRecord) {
    var members: JSONObject = [Self.kindName: .string(record.kind.rawValue)]
    for (name, value) in zip(record.kind.columns, record.values) {
      members[name] = Self.json(value)
    }
    object = members
  }

  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    JSONValue.object(object).appendCompact(to: &bytes)
    return bytes
  }

  private static func json(_ value: StoreRecord.Value) -> JSONValue {
    switch value {
    case .null: .null
    case .integer(let number): .integer(number)
    case .text(let text): .string(text)
    case .json(let bytes): (try? JSONValue(parsing: bytes)) ?? .null
    }
  }

  static func checkHead(_ object: JSONObject) throws(FixtureError) {
    guard let found = object[headName]?.integer else { throw .noHead }
    guard found <= version else { throw .newer(found) }
  }

  /// The row of a line; nil where it is none.
  static func record(_ object: JSONObject) -> StoreRecord? {
    guard let kind = object.text(kindName).flatMap(StoreRecord.Kind.init) else { return nil }
    var values: [StoreRecord.Value] = []
    for name in kind.columns {
      guard let value = object[name].flatMap(value) else { return nil }
      values.append(value)
    }
    return StoreRecord(kind: kind, values: values)
  }

  private static func value(_ value: JSONValue) -> StoreRecord.Value? {
    switch value {
    case .null: .null
    case .string(let text): .text(text)
    case .object(let object): .json(StripeJSON.body(object))
    case .number: value.integer.map(StoreRecord.Value.integer)
    case .bool, .array: nil
    }
  }
}
