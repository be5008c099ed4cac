import JSON

/// The reason why a request must not be sent: a server would read part of it as something else.
package enum RequestFlaw: Error, Sendable, Hashable, CustomStringConvertible {
  /// The path is not a plain path below the API's host; the reason is one plain phrase.
  case path(String)
  /// A parameter's name that a form cannot send as one name.
  case name(String)
  /// A header's value that cannot be sent on one line.
  case header(String)

  /// A phrase without a full stop that says what is wrong.
  package var description: String {
    switch self {
    case .path(let reason): reason
    case .name(let name):
      "invalid parameter name `\(name)`: a name must not be empty or contain brackets"
    case .header(let name): "\(name) contains characters that are not allowed in a header"
    }
  }
}

extension APIRequest {
  /// Checks that path, parameter names and headers are read as what they are: nothing may add a
  /// path segment, a bracket or a header line. Every request is checked before it is sent.
  ///
  /// - Throws: `RequestFlaw` for the first part that is not allowed.
  package func check() throws(RequestFlaw) {
    try APIPath.check(path)
    // JSON quotes its names, so any name is sent as one name.
    if !(isV2 && method == .post) { try FormEncoding.checkNames(of: parameters) }
    for header in addressHeaders where !HTTPHeader.takes(header.value) {
      throw .header(header.name)
    }
  }
}

extension HTTPHeader {
  /// Returns true if a value can be sent in one header: visible ASCII characters and blanks, at
  /// least one.
  package static func takes(_ value: String) -> Bool {
    !value.isEmpty && value.utf8.allSatisfy { (0x20..<0x7f).contains($0) }
  }
}
