import JSON

extension Function {
  /// The functions of lists, and the aggregates over lists.
  static let listBodies: [Function: FunctionBody] = {
    var bodies: [Function: FunctionBody] = [
      .count: { values in .integer(elements(values[0]).count) },
      .length: { values in length(values[0]) },
      .first: { values in elements(values[0]).first ?? .null },
      .last: { values in elements(values[0]).last ?? .null },
    ]
    for function in AggregateFunction.allCases where function != .count {
      bodies[function.function] = { values in
        let members = values.dropFirst()
        return try aggregate(
          function, elements(values[0]), member: members.first,
          currency: members.dropFirst().first)
      }
    }
    return bodies
  }()

  /// Returns the elements of a list; for a Stripe list those in its `data`.
  private static func elements(_ value: JSONValue) -> [JSONValue] {
    value.array ?? value["data"]?.array ?? (value.isNull ? [] : [value])
  }

  private static func length(_ value: JSONValue) -> JSONValue {
    switch value {
    case .string(let text): .integer(text.count)
    case .array(let elements): .integer(elements.count)
    case .object(let object): .integer(object.members.count)
    case .null, .bool, .number: .null
    }
  }

  private static func aggregate(
    _ function: AggregateFunction, _ elements: [JSONValue], member: JSONValue?, currency: JSONValue?
  ) throws(EvaluationError) -> JSONValue {
    var accumulator = Accumulator(function)
    for element in elements {
      try accumulator.add(
        member?.string.map { element[$0] ?? .null } ?? element,
        in: currency?.string.flatMap { element[$0] })
    }
    return accumulator.result
  }
}
