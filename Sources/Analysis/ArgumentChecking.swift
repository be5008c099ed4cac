import Diagnostics
import Expressions
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
      return checkedElements(
        elements, of: shape, named: name, isAmount: isAmount, at: expression.span)
    }
    guard let scalar = checkedScalar(expression, on: .nothing) else { return nil }
    guard let constant = scalar.constant else {
      return shape.argumentKind == .any ? scalar : .coerced(scalar, to: shape.argumentKind)
    }
    return checkedConstant(
      constant, for: shape, named: name, isAmount: isAmount, at: expression.span
    ).map(Scalar.constant)
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
    _ elements: [Expression], of shape: TypeShape, named name: String, isAmount: Bool,
    at span: Span
  ) -> Scalar? {
    guard shape.takesArray else {
      report(.invalidValue, "`\(name)` takes a \(shape.typeName), not a list", at: span)
      return nil
    }
    let checked = elements.map {
      checkedArgument($0, for: shape.element, named: name, isAmount: isAmount)
    }
    let whole = checked.compactMap { $0 }
    return whole.count == checked.count ? .array(whole) : nil
  }

  private mutating func checkedConstant(
    _ value: JSONValue, for shape: TypeShape, named name: String, isAmount: Bool, at span: Span
  ) -> JSONValue? {
    if let problem = shape.problem(with: value, isAmount: isAmount) {
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
    return shape.converted(value)
  }
}
