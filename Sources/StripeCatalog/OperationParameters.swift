extension Operation {
  /// The parameters of the form, the query string or the JSON body, sorted by name, without those
  /// of the path.
  package var parameters: [Parameter] { record.parameters }

  /// Returns the parameter of that name, or nil; parameters of the path do not count.
  package func parameter(named name: String) -> Parameter? { record.parameter(named: name) }

  /// The parameters as a record, the form that nested parameters have.
  package var record: RecordShape { RecordShape(bytes: bytes, reference: word(.parameters)) }

  /// The parameters that filter a list: all but those for paging and `expand`.
  package var filters: [Parameter] {
    parameters.filter { !Self.pagingParameterNames.contains($0.name) && $0.name != "expand" }
  }

  /// The names of the parameters that page lists and searches, of both API versions.
  package static let pagingParameterNames: Set<String> = [
    "ending_before", "limit", "page", "starting_after",
  ]

  /// Returns the path with its parameters replaced by values, in order and percent-encoded; nil if
  /// the number of values is wrong, or one is empty or `.` or `..`, which would change the path.
  package func path(with values: [String]) -> String? {
    let names = bytes.list(word(.pathParameters)).count / 2
    guard values.count == names, !values.contains(where: ["", ".", ".."].contains) else {
      return nil
    }
    guard names > 0 else { return path }
    var rest = values[...]
    let parts = path.split(separator: "/").map { part in
      guard part.hasPrefix("{"), let value = rest.popFirst() else { return String(part) }
      return PathSegment.encoded(value)
    }
    return "/" + parts.joined(separator: "/")
  }
}
