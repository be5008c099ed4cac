/// A field of a response. Its type is read when it is asked for.
public struct Field: Sendable {
  let bytes: CatalogBytes
  let row: Int

  public var name: String { member.name }

  public var type: TypeShape { member.type }

  /// Whether Stripe may answer null or leave it out.
  public var isNullable: Bool { member.flags.contains(.nullable) }

  /// Whether it is an amount of money, an integer in the currency's smallest unit.
  public var isAmount: Bool { member.flags.contains(.amount) }

  /// Whether it is a string that holds a time as RFC 3339 writes it, as API v2 answers times.
  public var isDateTime: Bool { member.flags.contains(.dateTime) }

  private var member: Member { Member(bytes: bytes, row: row) }
}

extension Field: Hashable {
  public static func == (left: Self, right: Self) -> Bool {
    left.row == right.row && left.bytes.identity == right.bytes.identity
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(row)
  }
}

/// A parameter of a request. Its type is read when it is asked for.
public struct Parameter: Sendable {
  let bytes: CatalogBytes
  let row: Int

  public var name: String { member.name }

  public var type: TypeShape { member.type }

  public var isRequired: Bool { member.flags.contains(.required) }

  /// Whether an empty value clears it.
  public var isClearable: Bool { member.flags.contains(.clearable) }

  /// Whether a list filter takes `gt`, `gte`, `lt` and `lte` beside a plain value; `type` is that
  /// of the value.
  public var isRange: Bool { member.flags.contains(.range) }

  /// Whether it is an amount of money, an integer in the currency's smallest unit.
  public var isAmount: Bool { member.flags.contains(.amount) }

  /// Whether it is a string that holds a time as RFC 3339 writes it, as API v2 takes times.
  public var isDateTime: Bool { member.flags.contains(.dateTime) }

  private var member: Member { Member(bytes: bytes, row: row) }
}

extension Parameter: Hashable {
  public static func == (left: Self, right: Self) -> Bool {
    left.row == right.row && left.bytes.identity == right.bytes.identity
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(row)
  }
}
