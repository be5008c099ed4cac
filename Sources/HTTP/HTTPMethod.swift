/// The HTTP methods of Stripe's API.
///
/// The type has a module of its own because catalog and wire both use it and do not import each
/// other.
package enum HTTPMethod: String, Sendable, Hashable, CaseIterable {
  case get = "GET"
  case post = "POST"
  case delete = "DELETE"

  /// True if a request of this method only reads.
  package var isRead: Bool { self == .get }
}

extension HTTPMethod: CustomStringConvertible {
  /// The method as a request line writes it: `GET`.
  package var description: String { rawValue }
}
