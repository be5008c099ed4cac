/// A field of a response. Its type is read when it is asked for.
package struct Field: Sendable {
  let bytes: CatalogBytes
  let row: Int

  package var name: String { member.name }

  package var type: TypeShape { member.type }

  /// Whether Stripe may answer null or leave it out.
  package var isNullable: Bool { member.flags.contains(.nullable) }

  /// Whether it is an amount of money, an integer in the currency's smallest unit.
  package var isAmount: Bool { member.flags.contains(.amount) }

  /// Whether it is a string that holds a time as RFC 3339 writes it, as API v2 answers times.
  package var isDateTime: Bool { member.flags.contains(.dateTime) }

  /// Whether Stripe leaves it out of an answer unless `expand` names it: `refunds` of a charge.
  package var isOnRequest: Bool { member.flags.contains(.onRequest) }

  /// Whether no list can be asked for it either, but only a request for one object by its id:
  /// `number` of an issued card.
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

/// A parameter of a request. Its type is read when it is asked for.
package struct Parameter: Sendable {
  let bytes: CatalogBytes
  let row: Int

  package var name: String { member.name }

  package var type: TypeShape { member.type }

  package var isRequired: Bool { member.flags.contains(.required) }

  /// Whether an empty value clears it.
  package var isClearable: Bool { member.flags.contains(.clearable) }

  /// Whether a list filter takes `gt`, `gte`, `lt` and `lte` beside a plain value; `type` is that
  /// of the value.
  package var isRange: Bool { member.flags.contains(.range) }

  /// Whether it is an amount of money, an integer in the currency's smallest unit.
  package var isAmount: Bool { member.flags.contains(.amount) }

  /// Whether it is a string that holds a time as RFC 3339 writes it, as API v2 takes times.
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
