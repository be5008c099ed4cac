import JSON

/// Why a request must not be sent: something in it would be read as more than it is.
package enum RequestFlaw: Error, Sendable, Hashable, CustomStringConvertible {
  /// The path is no plain path below the API's host; the reason is one plain phrase.
  case path(String)
  /// A parameter's name that a form cannot carry as one name.
  case name(String)
  /// A header's value that would not stay one line.
  case header(String)

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
  /// Makes sure that nothing in the request can leave its place: a value its segment of the path,
  /// a name its brackets, a header its line. Everything that is sent passes here first.
  package func check() throws(RequestFlaw) {
    try APIPath.check(path)
    // JSON has quotes around its names, so any name stays one.
    if !(isV2 && method == .post) { try FormEncoding.checkNames(of: parameters) }
    for header in addressHeaders where !HTTPHeader.takes(header.value) {
      throw .header(header.name)
    }
  }
}

extension HTTPHeader {
  /// Whether a value can be sent in one header: visible ASCII characters and blanks, at least one.
  package static func takes(_ value: String) -> Bool {
    !value.isEmpty && value.utf8.allSatisfy { (0x20..<0x7f).contains($0) }
  }
}
