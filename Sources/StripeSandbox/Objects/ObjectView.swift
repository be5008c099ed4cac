import JSON

/// The names of an object's fields with their types: one constant of `FieldKey` for each field that
/// behaviors compute with. Tests hold them against the catalog.
protocol FieldTable: Sendable {
  static var table: Self { get }
}

/// The fields of an object that is stored under a type of its own.
protocol ObjectFields: FieldTable {
  /// Stripe's `object` value.
  static var typeName: String { get }
}

/// A field whose name can be read whatever its value's type.
protocol NamedField {
  var name: String { get }
}

/// The name of a field, and the type of its value.
struct FieldKey<Value: FieldValue>: NamedField, Sendable {
  let name: String

  init(_ name: String) {
    self.name = name
  }
}

/// An object, or a record in one, whose fields are read and set by their types: a misspelt name
/// does not compile. Fields that the table does not list stay as they are.
@dynamicMemberLookup
struct ObjectView<Fields: FieldTable>: Sendable, Hashable {
  var json: JSONObject

  init(_ json: JSONObject) {
    self.json = json
  }

  subscript<Value: FieldValue>(dynamicMember path: KeyPath<Fields, FieldKey<Value>>) -> Value {
    get { Value(field: json[Fields.table[keyPath: path].name]) }
    set { json[Fields.table[keyPath: path].name] = newValue.field }
  }
}

extension ObjectView where Fields: ObjectFields {
  static var typeName: String { Fields.typeName }
  var id: String { json["id"]?.string ?? "" }
}

/// A type that the value of a field can have.
protocol FieldValue {
  /// The value of a field; where it is absent or of another kind, the type's empty value.
  init(field: JSONValue?)
  var field: JSONValue { get }
}

extension String: FieldValue {
  init(field: JSONValue?) { self = field?.string ?? "" }
  var field: JSONValue { .string(self) }
}

extension Int: FieldValue {
  init(field: JSONValue?) { self = field?.integer ?? 0 }
  var field: JSONValue { .integer(self) }
}

extension Bool: FieldValue {
  init(field: JSONValue?) { self = field?.bool ?? false }
  var field: JSONValue { .bool(self) }
}

extension JSONValue: FieldValue {
  init(field: JSONValue?) { self = field ?? .null }
  var field: JSONValue { self }
}

extension JSONObject: FieldValue {
  init(field: JSONValue?) { self = field?.object ?? [:] }
  var field: JSONValue { .object(self) }
}

extension ObjectView: FieldValue {
  init(field: JSONValue?) { self.init(field?.object ?? [:]) }
  var field: JSONValue { .object(json) }
}

extension Array: FieldValue where Element: FieldValue {
  init(field: JSONValue?) { self = (field?.array ?? []).map { Element(field: $0) } }
  var field: JSONValue { .array(map(\.field)) }
}

extension Optional: FieldValue where Wrapped: FieldValue {
  init(field: JSONValue?) {
    self = field.flatMap { $0.isNull ? nil : Wrapped(field: $0) }
  }

  var field: JSONValue { self?.field ?? .null }
}

/// A field of one of several words, such as a status.
protocol FieldWord: FieldValue, RawRepresentable<String>, Sendable {
  /// The value for an absent or unknown word: the state of a new object.
  static var initial: Self { get }
}

extension FieldWord {
  init(field: JSONValue?) {
    self = field?.string.flatMap(Self.init(rawValue:)) ?? .initial
  }

  var field: JSONValue { .string(rawValue) }
}
