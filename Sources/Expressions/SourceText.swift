import JSON

extension Scalar {
  /// The expression in the syntax of the language, for plans and messages.
  package var sourceText: String {
    switch self {
    case .constant(let value): value.isPlaceholder ? value.string ?? "" : value.compact
    case .field(let path): path.description
    case .variable(let name, let path): "$\(RowPath([.key(name)] + path.steps).description)"
    case .operation: "(…)"
    case .group: "(…)"
    case .element(let path): path.description
    case .each(let list, let part): part.within(list).sourceText
    case .moment(let moment): moment.sourceText
    case .zone: "time_zone"
    case .shifted(let time, let duration, _):
      "\(time.sourceText) \(duration.months < 0 ? "-" : "+") \(duration.sourceText)"
    case .concatenation(let parts): parts.map(\.sourceText).joined(separator: " ++ ")
    case .array(let parts): "[\(Scalar.list(parts))]"
    case .object(let members):
      "{ \(members.map { "\($0.key): \($0.value.sourceText)" }.joined(separator: ", ")) }"
    case .call(let function, let arguments):
      "\(function.rawValue)(\(Scalar.list(arguments.filter { $0 != .zone })))"
    case .column(_, let part), .fitted(let part, _): part.sourceText
    case .arithmetic(let operation, let left, let right):
      "\(left.sourceText) \(operation.rawValue) \(right.sourceText)"
    case .comparison(let comparison, let left, let right, _):
      "\(left.sourceText) \(comparison.rawValue) \(right.sourceText)"
    case .like(let subject, let pattern): "\(subject.sourceText) like \(pattern.sourceText)"
    case .membership(let subject, let candidates, _):
      "\(subject.sourceText) in (\(Scalar.list(candidates)))"
    case .isNull(let part): "\(part.sourceText) is null"
    case .all(let parts): parts.map(\.nestedText).joined(separator: " and ")
    case .any(let parts): parts.map(\.nestedText).joined(separator: " or ")
    case .not(let part): "not \(part.nestedText)"
    }
  }

  /// Returns the expression with paths of a list element written as paths of the row.
  private func within(_ list: RowPath) -> Scalar {
    if case .element(let path) = self { return .field(list.each(path)) }
    return mapParts { $0.within(list) }
  }

  private static func list(_ parts: [Scalar]) -> String {
    parts.map(\.sourceText).joined(separator: ", ")
  }

  /// The text, in parentheses if the expression consists of terms joined by a connective.
  private var nestedText: String {
    switch self {
    case .all, .any: "(\(sourceText))"
    case .constant, .field, .variable, .operation, .group, .moment, .zone, .element, .each,
      .shifted, .concatenation,
      .array, .object,
      .call, .column, .fitted, .arithmetic, .comparison, .like, .membership, .isNull, .not:
      sourceText
    }
  }
}
