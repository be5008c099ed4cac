/// The methods of Stripe's API.
///
/// One type for the catalog, plans, requests, journals and reports, in a module of its own: the
/// catalog knows nothing of the wire, and the wire nothing of the catalog.
package enum HTTPMethod: String, Sendable, Hashable, CaseIterable {
  case get = "GET"
  case post = "POST"
  case delete = "DELETE"

  /// Whether a request of this method only reads.
  package var isRead: Bool { self == .get }
}

extension HTTPMethod: CustomStringConvertible {
  /// As a request line writes it.
  package var description: String { rawValue }
}
