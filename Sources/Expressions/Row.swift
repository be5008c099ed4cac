import JSON

/// One result row: as Stripe wrote it, or as a `select` computed it.
package enum Row: Sendable {
  case raw(RawJSON)
  case computed(JSONValue)

  /// The row as a value; bytes are parsed for it.
  package var value: JSONValue {
    switch self {
    case .raw(let raw): raw.value
    case .computed(let value): value
    }
  }

  /// The row as bytes; a computed row is written for it.
  package var raw: RawJSON {
    switch self {
    case .raw(let raw): raw
    case .computed(let value): RawJSON(value)
    }
  }

  package var id: String? {
    switch self {
    case .raw(let raw): raw["id"]?.string
    case .computed(let value): value["id"]?.string
    }
  }

  /// Appends the row on one line.
  package func appendCompact(to bytes: inout [UInt8]) {
    switch self {
    case .raw(let raw): raw.appendCompact(to: &bytes)
    case .computed(let value): value.appendCompact(to: &bytes)
    }
  }

  /// A row that does not keep the page it came on.
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
