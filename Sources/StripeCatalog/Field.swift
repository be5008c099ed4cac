/// A field of a response. Its type is read from the catalog's bytes at each access.
package struct Field: Sendable {
  let bytes: CatalogBytes
  let row: Int

  /// The field's name: `amount_due`.
  package var name: String { member.name }

  /// The type of the field's value.
  package var type: TypeShape { member.type }

  /// True if Stripe may return null or omit the field.
  package var isNullable: Bool { member.flags.contains(.nullable) }

  /// True if it is an amount of money: an integer in the currency's minor unit.
  package var isAmount: Bool { member.flags.contains(.amount) }

  /// True if it is a string with a time in RFC 3339 format, as API v2 returns times.
  package var isDateTime: Bool { member.flags.contains(.dateTime) }

  /// True if Stripe omits it from a response unless `expand` names it: `refunds` of a charge.
  package var isOnRequest: Bool { member.flags.contains(.onRequest) }

  /// True if a list cannot expand it either, but only a request for one object by its id: `number`
  /// of an issued card.
  package var isByIDOnly: Bool { member.flags.contains(.byIDOnly) }

  private var member: Member { Member(bytes: bytes, row: row) }
}

extension Field: Hashable {
  package static func == (left: Self, right: Self) -> Bool {
    left.row == right.row && left.bytes.identity == right.bytes.identity
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(row)
  }
}

/// A parameter of a request. Its type is read from the catalog's bytes at each access.
package struct Parameter: Sendable {
  let bytes: CatalogBytes
  let row: Int

  /// The parameter's name: `collection_method`.
  package var name: String { member.name }

  /// The type of the parameter's value.
  package var type: TypeShape { member.type }

  /// True if Stripe refuses a request without it.
  package var isRequired: Bool { member.flags.contains(.required) }

  /// True if an empty value clears it.
  package var isClearable: Bool { member.flags.contains(.clearable) }

  /// True if a list filter takes `gt`, `gte`, `lt` and `lte` as well as a plain value; `type` is
  /// the type of the value.
  package var isRange: Bool { member.flags.contains(.range) }

  /// True if it is an amount of money: an integer in the currency's minor unit.
  package var isAmount: Bool { member.flags.contains(.amount) }

  /// True if it is a string with a time in RFC 3339 format, as API v2 takes times.
  package var isDateTime: Bool { member.flags.contains(.dateTime) }

  private var member: Member { Member(bytes: bytes, row: row) }
}

extension Parameter: Hashable {
  package static func == (left: Self, right: Self) -> Bool {
    left.row == right.row && left.bytes.identity == right.bytes.identity
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(row)
  }
}
