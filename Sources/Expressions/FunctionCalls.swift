import JSON

extension Function {
  /// The value for values; a list's second argument names the member to take of each element.
  func applied(to arguments: [JSONValue]) throws(EvaluationError) -> JSONValue {
    let argument = arguments.first ?? .null
    switch self {
    case .count: return .integer(elements(argument).count)
    case .sum, .avg, .min, .max:
      let members = arguments.dropFirst()
      return try aggregate(
        elements(argument), member: members.first, currency: members.dropFirst().first)
    case .env: throw EvaluationError("`env` is read before a statement runs")
    case .lower: return argument.string.map { .string($0.lowercased()) } ?? argument
    case .upper: return argument.string.map { .string($0.uppercased()) } ?? argument
    case .length: return length(argument)
    case .first: return elements(argument).first ?? .null
    case .last: return elements(argument).last ?? .null
    case .coalesce: return arguments.first { !$0.isNull } ?? .null
    case .iso: return argument.seconds?.integer.map { .string(Timestamp.iso($0)) } ?? .null
    }
  }

  /// A Stripe list stands for its `data`.
  private func elements(_ value: JSONValue) -> [JSONValue] {
    value.array ?? value["data"]?.array ?? (value.isNull ? [] : [value])
  }

  private func length(_ value: JSONValue) -> JSONValue {
    switch value {
    case .string(let text): .integer(text.count)
    case .array(let elements): .integer(elements.count)
    case .object(let object): .integer(object.members.count)
    case .null, .bool, .number: .null
    }
  }

  private func aggregate(
    _ elements: [JSONValue], member: JSONValue?, currency: JSONValue?
  ) throws(EvaluationError) -> JSONValue {
    var accumulator = Accumulator(self)
    for element in elements {
      try accumulator.add(
        member?.string.map { element[$0] ?? .null } ?? element,
        in: currency?.string.flatMap { element[$0] })
    }
    return accumulator.result
  }
}
