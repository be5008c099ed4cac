import HTTP

/// The look-up of operations by method and path, for requests that were already sent.
package struct OperationPaths: Sendable {
  /// An operation and the values of its path's parameters, in their order.
  package struct Match: Sendable, Hashable {
    /// The operation that serves the path.
    package let operation: Operation
    /// The values of the path's parameters, decoded.
    package let values: [String]
  }

  private struct Key: Hashable {
    var method: HTTPMethod
    var count: Int
    /// The first two segments, `v1/invoices`: no path has a parameter in them.
    var start: [Substring]
  }

  private var operations: [Key: [Operation]] = [:]

  /// The paths of the embedded catalog, built once.
  package static let embedded = OperationPaths(.embedded)

  /// Builds the look-up for all operations of a catalog.
  package init(_ catalog: Catalog) {
    for operation in catalog.operations {
      let key = Self.key(operation.method, operation.path.split(separator: "/"))
      operations[key, default: []].append(operation)
    }
  }

  /// Returns the operation of a method and a path, its ids percent-encoded or plain, a query
  /// ignored. If a segment could be a word of one operation or an id of another, the word is
  /// preferred.
  package func match(_ method: HTTPMethod, _ path: String) -> Match? {
    let parts = path.prefix { $0 != "?" }.split(separator: "/")
    let matches = operations[Self.key(method, parts), default: []].compactMap {
      Self.match($0, parts)
    }
    return matches.min { $0.values.count < $1.values.count }
  }

  private static func key(_ method: HTTPMethod, _ parts: [Substring]) -> Key {
    Key(method: method, count: parts.count, start: Array(parts.prefix(2)))
  }

  private static func match(_ operation: Operation, _ parts: [Substring]) -> Match? {
    var values: [String] = []
    for (word, part) in zip(operation.path.split(separator: "/"), parts) {
      if word.hasPrefix("{") {
        guard let value = percentDecoded(part) else { return nil }
        values.append(value)
      } else if word != part {
        return nil
      }
    }
    return Match(operation: operation, values: values)
  }
}

/// Returns the decoded text; nil if the percent-encoding or the UTF-8 is invalid.
private func percentDecoded(_ text: Substring) -> String? {
  var bytes: [UInt8] = []
  var rest = text.utf8[...]
  while let byte = rest.popFirst() {
    guard byte == UInt8(ascii: "%") else {
      bytes.append(byte)
      continue
    }
    guard let high = rest.popFirst(), let low = rest.popFirst(),
      let value = UInt8(String(decoding: [high, low], as: UTF8.self), radix: 16)
    else { return nil }
    bytes.append(value)
  }
  return String(validating: bytes, as: UTF8.self)
}
