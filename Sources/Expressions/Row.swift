import JSON

/// One result row: the bytes that Stripe sent, or values that a `select` computed.
package enum Row: Sendable {
  case raw(RawJSON)
  case computed(JSONValue)

  /// The row as a value; bytes are parsed each time.
  package var value: JSONValue {
    switch self {
    case .raw(let raw): raw.value
    case .computed(let value): value
    }
  }

  /// The row as bytes; a computed row is serialized each time.
  package var raw: RawJSON {
    switch self {
    case .raw(let raw): raw
    case .computed(let value): RawJSON(value)
    }
  }

  /// The `id` of the row; nil if it has none that is a string.
  package var id: String? {
    switch self {
    case .raw(let raw): raw["id"]?.string
    case .computed(let value): value["id"]?.string
    }
  }

  /// Appends the row as JSON on one line.
  package func appendCompact(to bytes: inout [UInt8]) {
    switch self {
    case .raw(let raw): raw.appendCompact(to: &bytes)
    case .computed(let value): value.appendCompact(to: &bytes)
    }
  }

  /// The row as a copy of its own, which does not keep the page it came from in memory.
  package var detached: Row {
    switch self {
    case .raw(let raw): .raw(raw.detached())
    case .computed: self
    }
  }
}

extension Row: Scope {
  package func field(_ path: RowPath) -> JSONValue? {
    switch self {
    case .raw(let raw): raw.field(path)
    case .computed(let value): value.field(path)
    }
  }
}
