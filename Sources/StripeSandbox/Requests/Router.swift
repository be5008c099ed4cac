import StripeCatalog

/// An operation and the values of its path parameters.
struct Route: Sendable {
  let operation: Operation
  /// Decoded, outermost first.
  let pathIDs: [String]
  /// Set where Stripe still answers an address that its SDK has no more.
  var legacy: LegacyRoute?
  /// The address that a list names, where it is not the operation's own.
  var listPath: String?
}

/// The operations at one address.
private struct Endpoint: Sendable {
  let operation: Operation
  var legacy: LegacyRoute?
}

/// Finds operations by method and path: one step down a tree for each segment.
final class Router: Sendable {
  private struct Node {
    var literals: [String: Node] = [:]
    /// The node of a path parameter, whatever its name.
    var parameter: [Node] = []
    var endpoints: [String: Endpoint] = [:]

    mutating func insert(
      _ segments: ArraySlice<Substring>, _ method: String, _ endpoint: Endpoint
    ) {
      guard let first = segments.first else {
        endpoints[method] = endpoint
        return
      }
      if first.hasPrefix("{") {
        if parameter.isEmpty { parameter = [Node()] }
        parameter[0].insert(segments.dropFirst(), method, endpoint)
      } else {
        literals[String(first), default: Node()].insert(
          segments.dropFirst(), method, endpoint)
      }
    }
  }

  private let root: Node

  init(_ operations: [Operation]) {
    var root = Node()
    for operation in operations {
      root.insert(
        operation.path.split(separator: "/")[...], operation.method.rawValue,
        Endpoint(operation: operation))
    }
    for legacy in LegacyRoute.all {
      guard let operation = operations.first(where: { $0.id == legacy.operation }) else { continue }
      root.insert(
        legacy.path.split(separator: "/")[...], legacy.method,
        Endpoint(operation: operation, legacy: legacy))
    }
    self.root = root
  }

  /// The operation at a path, nil where there is none. A literal segment is preferred to a
  /// parameter: `/v1/invoices/search` is no invoice.
  ///
  /// - Parameter version: the request's; what it has no more is not found. Nil finds all.
  func route(_ method: String, _ path: Substring, version: APIVersion? = nil) -> Route? {
    let segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    guard !segments.contains(where: \.isEmpty) else { return nil }
    var ids: [String] = []
    guard let endpoint = Self.find(method, segments, in: root, &ids, version) else { return nil }
    return Route(operation: endpoint.operation, pathIDs: ids, legacy: endpoint.legacy)
  }

  private static func find(
    _ method: String, _ segments: ArraySlice<Substring>, in node: Node, _ ids: inout [String],
    _ version: APIVersion?
  ) -> Endpoint? {
    guard let first = segments.first else {
      guard let endpoint = node.endpoints[method] else { return nil }
      return endpoint.legacy?.isKnown(to: version) ?? true ? endpoint : nil
    }
    if let next = node.literals[String(first)],
      let endpoint = find(method, segments.dropFirst(), in: next, &ids, version)
    {
      return endpoint
    }
    guard let next = node.parameter.first, let id = PercentText.decode(first) else { return nil }
    ids.append(id)
    if let endpoint = find(method, segments.dropFirst(), in: next, &ids, version) {
      return endpoint
    }
    ids.removeLast()
    return nil
  }

  /// An operation at a path that older versions have, and the version of the request may.
  static func former(
    _ method: String, _ path: Substring, _ version: APIVersion?, in catalog: Catalog
  ) -> FormerOperation? {
    let segments = path.split(separator: "/")
    return catalog.formerOperations.first { former in
      let pattern = former.path.split(separator: "/")
      guard former.method.rawValue == method, pattern.count == segments.count,
        zip(pattern, segments).allSatisfy({ $0 == "{id}" || $0 == $1 })
      else { return false }
      guard let version, let until = APIVersion(former.version) else { return true }
      return version < until
    }
  }

  static func unrecognized(_ method: String, _ path: Substring) -> SandboxError {
    SandboxError(
      404,
      """
      Unrecognized request URL (\(method): \(path)). Please see https://stripe.com/docs or we \
      can help at https://support.stripe.com/.
      """)
  }
}
