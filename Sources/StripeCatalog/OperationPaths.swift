import HTTP

/// Finds the operation that a request was: the way back from a path to the catalog.
package struct OperationPaths: Sendable {
  /// An operation and the values of its path's parameters, in their order.
  package struct Match: Sendable, Hashable {
    package let operation: Operation
    package let values: [String]
  }

  private struct Key: Hashable {
    var method: HTTPMethod
    var count: Int
    /// `v1/invoices`: no path has a parameter so far ahead.
    var start: [Substring]
  }

  private var operations: [Key: [Operation]] = [:]

  /// Those of the embedded catalog, gathered once.
  package static let embedded = OperationPaths(.embedded)

  package init(_ catalog: Catalog) {
    for operation in catalog.operations {
      let key = Self.key(operation.method, operation.path.split(separator: "/"))
      operations[key, default: []].append(operation)
    }
  }

  /// The operation of a method and a path, its ids percent-encoded or plain, a query ignored. Where
  /// a word could be an id as well, the operation that has the word is meant.
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

/// The text that was percent-encoded; nil where it was not.
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
