extension Operation {
  /// The parameters of the form, the query string or the JSON body, sorted by name; those of the
  /// path are not among them.
  package var parameters: [Parameter] { record.parameters }

  package func parameter(named name: String) -> Parameter? { record.parameter(named: name) }

  /// The parameters as a record, as nested ones are given.
  package var record: RecordShape { RecordShape(bytes: bytes, reference: word(.parameters)) }

  /// What a list can be filtered by: its parameters without those that page and expand.
  package var filters: [Parameter] {
    parameters.filter { !Self.pagingParameterNames.contains($0.name) && $0.name != "expand" }
  }

  /// The parameters by which lists and searches are paged, of both API versions.
  package static let pagingParameterNames: Set<String> = [
    "ending_before", "limit", "page", "starting_after",
  ]

  /// The path with its parameters replaced by values, in its order and percent-encoded; nil when
  /// there are not exactly as many values, or one is empty or nothing but dots, which would lead
  /// to another place.
  package func path(with values: [String]) -> String? {
    let names = bytes.list(word(.pathParameters)).count / 2
    guard values.count == names, !values.contains(where: ["", ".", ".."].contains) else {
      return nil
    }
    var rest = values[...]
    let parts = path.split(separator: "/").map { part in
      guard part.hasPrefix("{"), let value = rest.popFirst() else { return String(part) }
      return PathSegment.encoded(value)
    }
    return "/" + parts.joined(separator: "/")
  }
}
