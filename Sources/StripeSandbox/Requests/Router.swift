import StripeCatalog

/// An operation and the values of its path parameters.
struct Route: Sendable {
  let operation: Operation
  /// Decoded, outermost first.
  let pathIDs: [String]
}

/// Finds operations by method and path: one step down a tree for each segment.
final class Router: Sendable {
  private struct Node {
    var literals: [String: Node] = [:]
    /// The node of a path parameter, whatever its name.
    var parameter: [Node] = []
    var operations: [String: Operation] = [:]

    mutating func insert(_ segments: ArraySlice<Substring>, _ operation: Operation) {
      guard let first = segments.first else {
        operations[operation.method.rawValue] = operation
        return
      }
      if first.hasPrefix("{") {
        if parameter.isEmpty { parameter = [Node()] }
        parameter[0].insert(segments.dropFirst(), operation)
      } else {
        literals[String(first), default: Node()].insert(segments.dropFirst(), operation)
      }
    }
  }

  private let root: Node

  init(_ operations: [Operation]) {
    var root = Node()
    for operation in operations {
      root.insert(operation.path.split(separator: "/")[...], operation)
    }
    self.root = root
  }

  /// The operation at a path, nil where there is none. A literal segment is preferred to a
  /// parameter: `/v1/invoices/search` is no invoice.
  func route(_ method: String, _ path: Substring) -> Route? {
    let segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    guard !segments.contains(where: \.isEmpty) else { return nil }
    var ids: [String] = []
    guard let operation = Self.find(method, segments, in: root, &ids) else { return nil }
    return Route(operation: operation, pathIDs: ids)
  }

  private static func find(
    _ method: String, _ segments: ArraySlice<Substring>, in node: Node, _ ids: inout [String]
  ) -> Operation? {
    guard let first = segments.first else { return node.operations[method] }
    if let next = node.literals[String(first)],
      let operation = find(method, segments.dropFirst(), in: next, &ids)
    {
      return operation
    }
    guard let next = node.parameter.first, let id = PercentText.decode(first) else { return nil }
    ids.append(id)
    if let operation = find(method, segments.dropFirst(), in: next, &ids) { return operation }
    ids.removeLast()
    return nil
  }

  /// Whether another method would find an operation at the path.
  static func unrecognized(_ method: String, _ path: Substring) -> SandboxError {
    SandboxError(
      404,
      """
      Unrecognized request URL (\(method): \(path)). Please see https://stripe.com/docs or we \
      can help at https://support.stripe.com/.
      """)
  }
}
