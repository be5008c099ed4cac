import Diagnostics
import Evaluation
import JSON
import Language
import StripeCatalog

extension Checker {
  /// A value for a parameter of a type: literals are held against it, the rest is for Stripe.
  mutating func checkedArgument(
    _ expression: Expression, for shape: TypeShape, named name: String, isAmount: Bool,
    isElement: Bool = false
  ) -> Scalar? {
    let shape = isElement ? shape.element : shape
    if case .path(let path) = expression.kind, let word = bareID(path) {
      return checkedWord(word, for: shape, named: name, at: expression.span)
    }
    if case .object(let literal) = expression.kind {
      return checkedMembers(literal, of: shape, under: name)
    }
    if case .array(let elements) = expression.kind {
      return checkedElements(elements, of: shape, named: name, at: expression.span)
    }
    guard let scalar = checkedScalar(expression, on: .nothing) else { return nil }
    guard let constant = scalar.constant else {
      return shape.argumentKind == .any ? scalar : .coerced(scalar, to: shape.argumentKind)
    }
    return checkedConstant(constant, for: shape, named: name, at: expression.span)
      .map(Scalar.constant)
  }

  /// A bare word as an argument: an id, or a text whose quotes were forgotten.
  private mutating func checkedWord(
    _ word: String, for shape: TypeShape, named name: String, at span: Span
  ) -> Scalar? {
    if looksLikeID(word), shape.enumerationValues == nil { return .constant(.string(word)) }
    let isVariable = variables.contains(word)
    report(
      .invalidValue, "`\(word)` is neither a value nor an id", at: span,
      hint: isVariable ? "write `$\(word)`" : "write a text in quotes: \"\(word)\"")
    return nil
  }

  private mutating func checkedElements(
    _ elements: [Expression], of shape: TypeShape, named name: String, at span: Span
  ) -> Scalar? {
    guard shape.takesArray else {
      report(.invalidValue, "`\(name)` takes a \(shape.typeName), not a list", at: span)
      return nil
    }
    let checked = elements.map {
      checkedArgument($0, for: shape.element, named: name, isAmount: false)
    }
    let whole = checked.compactMap { $0 }
    return whole.count == checked.count ? .array(whole) : nil
  }

  private mutating func checkedConstant(
    _ value: JSONValue, for shape: TypeShape, named name: String, at span: Span
  ) -> JSONValue? {
    if let problem = shape.problem(with: value) {
      var hint: String?
      if let values = shape.enumerationValues, let text = value.string {
        hint = suggestion(for: text, among: values)
      } else if case .string = shape, value.array == nil, value.object == nil {
        hint = "write it in quotes: \"\(value.compact)\""
      }
      let notes =
        shape.enumerationValues.map { ["it is one of \($0.joined(separator: ", "))"] } ?? []
      report(.invalidValue, "`\(name)` \(problem)", at: span, hint: hint, notes: notes)
      return nil
    }
    return (try? shape.argumentKind.coerced(value)) ?? value
  }
}

extension TypeShape {
  /// What texts given for it are turned into.
  var argumentKind: ValueKind {
    switch self {
    case .integer, .number: .number
    case .timestamp: .timestamp
    case .boolean: .boolean
    case .string, .enumeration, .decimal, .expandable, .any, .array, .map, .record, .object, .list,
      .union:
      .any
    }
  }

  var element: TypeShape {
    switch self {
    case .array(let element): element
    case .union(let shapes):
      shapes.lazy.compactMap { if case .array(let element) = $0 { element } else { nil } }.first
        ?? self
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration, .map,
      .record, .object, .expandable, .list:
      self
    }
  }

  var takesArray: Bool {
    switch self {
    case .array, .any: true
    case .union(let shapes): shapes.contains(where: \.takesArray)
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .enumeration, .map, .record,
      .object, .expandable, .list:
      false
    }
  }

  /// What is wrong with a literal for a parameter of this type, as the rest of a sentence.
  public func problem(with value: JSONValue) -> String? {
    // Null clears a parameter, whatever its type.
    if value.isNull { return nil }
    switch self {
    case .integer:
      return value.numeric?.integer == nil ? "takes a whole number" : nil
    case .number, .decimal:
      return value.numeric == nil ? "takes a number" : nil
    case .timestamp:
      if value.string == "now" || value.string == "" { return nil }
      return value.seconds == nil ? "takes a time: a date or Unix seconds" : nil
    case .boolean:
      return value.bool == nil && !["true", "false"].contains(value.string)
        ? "takes true or false" : nil
    case .enumeration(let values):
      guard let text = value.string else { return "takes a text" }
      return text.isEmpty || values.contains(text) ? nil : "has no value \"\(text)\""
    case .string, .expandable:
      return value.string == nil ? "takes a text" : nil
    case .array:
      return value.array == nil && value.string != "" ? "takes a list" : nil
    case .record, .map, .object:
      return value.object == nil && value.string != "" ? "takes a record: { … }" : nil
    case .union(let shapes):
      let problems = shapes.compactMap { $0.problem(with: value) }
      return problems.count == shapes.count ? problems.first : nil
    case .any, .list:
      return nil
    }
  }
}
