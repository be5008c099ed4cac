/// The type of a field, a parameter or a response.
package indirect enum TypeShape: Sendable, Hashable {
  /// Text, whole numbers, numbers with a fraction, and true or false, as JSON has them.
  case string, integer, number, boolean
  /// A decimal number of any precision, which Stripe writes as a string.
  case decimal
  /// A time in Unix seconds.
  case timestamp
  /// Any value, or none.
  case any
  /// One of these strings; Stripe may add more at any time.
  case enumeration([String])
  /// A JSON array, of values of one type.
  case array(of: TypeShape)
  /// String keys, and values of one type: metadata.
  case map(of: TypeShape)
  /// An object without an id of its own: its members with their names.
  case record(RecordShape)
  /// An object that is always returned whole.
  case object(ObjectType)
  /// The id of one of these objects, or the object itself when it is expanded.
  case expandable([ObjectType])
  /// Stripe's list envelope around objects.
  case list(of: ObjectType)
  /// One of several types.
  case union([TypeShape])
}

extension TypeShape {
  init(bytes: CatalogBytes, reference: UInt32) {
    var reader = TypeReader(bytes: bytes)
    self = reader.read(reference)
  }
}

/// Reads a type with the types it consists of. Stripe's types stay far below both limits, which end
/// the reading of damaged bytes whose types contain themselves.
private struct TypeReader {
  let bytes: CatalogBytes
  /// The number of types and enumeration values that may still be read.
  private var budget = 10_000
  private var depth = 0

  init(bytes: CatalogBytes) {
    self.bytes = bytes
  }

  mutating func read(_ reference: UInt32) -> TypeShape {
    guard budget > 0, depth < 16, let tag = CatalogLayout.TypeTag(rawValue: reference >> 24) else {
      return .any
    }
    budget -= 1
    depth += 1
    defer { depth -= 1 }
    return read(tag, operand: reference & 0xFF_FFFF)
  }

  private mutating func read(_ tag: CatalogLayout.TypeTag, operand: UInt32) -> TypeShape {
    switch tag {
    case .string: .string
    case .integer: .integer
    case .number: .number
    case .boolean: .boolean
    case .decimal: .decimal
    case .timestamp: .timestamp
    case .any, .nothing: .any
    case .enumeration: .enumeration(words(operand).map(bytes.string))
    case .array: .array(of: element(operand))
    case .map: .map(of: element(operand))
    case .record: .record(RecordShape(bytes: bytes, reference: operand))
    case .object: object(operand).map(TypeShape.object) ?? .any
    case .list: object(operand).map(TypeShape.list) ?? .any
    case .expandable: .expandable(words(operand).compactMap(object))
    case .union: .union(parts(operand))
    }
  }

  private mutating func element(_ list: UInt32) -> TypeShape {
    words(list).first.map { read($0) } ?? .any
  }

  private mutating func parts(_ list: UInt32) -> [TypeShape] {
    var parts: [TypeShape] = []
    for reference in words(list) { parts.append(read(reference)) }
    return parts
  }

  private mutating func words(_ list: UInt32) -> [UInt32] {
    let words = bytes.list(list)
    budget -= words.count
    return budget > 0 ? words : []
  }

  private func object(_ index: UInt32) -> ObjectType? {
    ObjectType(bytes: bytes, checking: index)
  }
}
