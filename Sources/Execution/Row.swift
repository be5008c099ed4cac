import Evaluation
import JSON

/// One result row: as Stripe wrote it, or as a `select` computed it.
public enum Row: Sendable {
  case raw(RawJSON)
  case computed(JSONValue)

  /// The row as a value; bytes are parsed for it.
  public var value: JSONValue {
    switch self {
    case .raw(let raw): raw.value
    case .computed(let value): value
    }
  }

  public var id: String? {
    switch self {
    case .raw(let raw): raw["id"]?.string
    case .computed(let value): value["id"]?.string
    }
  }

  /// Appends the row on one line.
  public func appendCompact(to bytes: inout [UInt8]) {
    switch self {
    case .raw(let raw): raw.appendCompact(to: &bytes)
    case .computed(let value): value.appendCompact(to: &bytes)
    }
  }

  /// A row that does not keep the page it came on.
  public var detached: Row {
    switch self {
    case .raw(let raw): .raw(raw.detached())
    case .computed: self
    }
  }
}

extension Row: Scope {
  public func field(_ path: RowPath) -> JSONValue? {
    switch self {
    case .raw(let raw): raw.field(path)
    case .computed(let value): value.field(path)
    }
  }
}
