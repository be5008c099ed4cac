/// The type of a field, a parameter or an answer.
public indirect enum TypeShape: Sendable, Hashable {
  case string, integer, number, boolean
  /// A decimal number of any precision, which Stripe writes as a string.
  case decimal
  /// A time in Unix seconds.
  case timestamp
  /// Anything, also nothing at all.
  case any
  /// One of these strings; Stripe may add more at any time.
  case enumeration([String])
  case array(of: TypeShape)
  /// String keys, and values of one type: metadata.
  case map(of: TypeShape)
  case record(RecordShape)
  /// An object that is always there as a whole.
  case object(ObjectType)
  /// The id of one of these objects, or the object itself when it is expanded.
  case expandable([ObjectType])
  /// Stripe's list envelope around objects.
  case list(of: ObjectType)
  /// One of several types.
  case union([TypeShape])
}

extension TypeShape {
  /// Types and enumeration values that one shape may consist of: far above what Stripe has, and
  /// an end for damaged bytes whose types contain themselves.
  private static let budget = 10_000

  init(bytes: CatalogBytes, reference: UInt32) {
    var budget = Self.budget
    self = Self.read(bytes, reference, &budget)
  }

  private static func read(
    _ bytes: CatalogBytes, _ reference: UInt32, _ budget: inout Int
  ) -> TypeShape {
    budget -= 1
    let operand = reference & 0xFF_FFFF
    guard budget > 0, let tag = CatalogLayout.TypeTag(rawValue: reference >> 24) else {
      return .any
    }
    switch tag {
    case .string: return .string
    case .integer: return .integer
    case .number: return .number
    case .boolean: return .boolean
    case .decimal: return .decimal
    case .timestamp: return .timestamp
    case .any, .nothing: return .any
    case .enumeration: return .enumeration(values(bytes, operand, &budget).map(bytes.string))
    case .array: return .array(of: element(bytes, operand, &budget))
    case .map: return .map(of: element(bytes, operand, &budget))
    case .record: return .record(RecordShape(bytes: bytes, reference: operand))
    case .object: return ObjectType(bytes: bytes, checking: operand).map(TypeShape.object) ?? .any
    case .list: return ObjectType(bytes: bytes, checking: operand).map(TypeShape.list) ?? .any
    case .expandable:
      let indexes = values(bytes, operand, &budget)
      return .expandable(indexes.compactMap { ObjectType(bytes: bytes, checking: $0) })
    case .union:
      var parts: [TypeShape] = []
      for part in values(bytes, operand, &budget) {
        parts.append(read(bytes, part, &budget))
      }
      return .union(parts)
    }
  }

  private static func element(
    _ bytes: CatalogBytes, _ list: UInt32, _ budget: inout Int
  ) -> TypeShape {
    bytes.list(list).first.map { read(bytes, $0, &budget) } ?? .any
  }

  private static func values(
    _ bytes: CatalogBytes, _ list: UInt32, _ budget: inout Int
  ) -> [UInt32] {
    let values = bytes.list(list)
    budget -= values.count
    return budget > 0 ? values : []
  }
}
