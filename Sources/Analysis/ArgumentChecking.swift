import Diagnostics
import Expressions
import JSON
import Language
import StripeCatalog

extension Checker {
  /// Checks a value for a parameter. Literals are checked against its type; Stripe checks the rest.
  mutating func checkedArgument(
    _ expression: Expression, for shape: TypeShape, named name: String, isAmount: Bool,
    isElement: Bool = false
  ) -> Scalar? {
    let shape = isElement ? shape.element : shape
    if case .path(let path) = expression.kind, let word = path.word {
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
    return fitted(
      scalar, to: ValueTarget(name: name, type: shape, isAmount: isAmount, use: .argument),
      at: expression.span)
  }

  /// Checks a value for a field or a parameter. A known value is converted or reported now, any
  /// other when it is bound.
  mutating func fitted(_ scalar: Scalar, to target: ValueTarget, at span: Span) -> Scalar? {
    let known = scalar.constant ?? knownValue(of: scalar)
    guard let known else { return scalar.readsRow ? scalar : .fitted(scalar, to: target) }
    do {
      let value = try target.fitted(known)
      return scalar.isConstant ? .constant(value) : .fitted(scalar, to: target)
    } catch {
      report(.invalidValue, error.message, at: span, hint: error.hint, notes: error.notes)
      return nil
    }
  }

  /// Returns the value of a script argument, which is known before a program runs; nil otherwise.
  func knownValue(of scalar: Scalar) -> JSONValue? {
    guard case .variable(let name, let path) = scalar else { return nil }
    return variables[name]?.value?.value(at: path)
  }

  /// Checks a bare word as an argument: an id, or a text without its quotes.
  private mutating func checkedWord(
    _ word: String, for shape: TypeShape, named name: String, at span: Span
  ) -> Scalar? {
    if catalog.looksLikeID(word), shape.enumerationValues == nil { return .constant(.string(word)) }
    let isVariable = variables[word] != nil
    report(
      .invalidValue, "`\(word)` is not a value or an id", at: span,
      hint: isVariable ? "write `$\(word)`" : "quote strings: \"\(word)\"")
    return nil
  }

  private mutating func checkedElements(
    _ elements: [Expression], of shape: TypeShape, named name: String, isAmount: Bool,
    at span: Span
  ) -> Scalar? {
    guard shape.takesArray else {
      report(.invalidValue, "`\(name)` takes \(shape.typeName.withArticle), not a list", at: span)
      return nil
    }
    let checked = elements.map {
      checkedArgument($0, for: shape.element, named: name, isAmount: isAmount)
    }
    let whole = checked.compactMap { $0 }
    return whole.count == checked.count ? .array(whole) : nil
  }
}

extension Scalar {
  /// True if it reads a row; then the document of each row is checked as a whole.
  fileprivate var readsRow: Bool { !fields.isEmpty }
}
