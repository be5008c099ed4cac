import Diagnostics
import Expressions
import JSON
import Language
import StripeCatalog

extension Checker {
  /// Checks a bare word: a field of the current rows, or else an id.
  mutating func checkedPath(_ path: Path, on scope: ExpressionScope) -> Scalar? {
    switch scope {
    case .rows(let object):
      return checkedField(path, of: object)
    case .nothing:
      if let id = path.word, catalog.looksLikeID(id) { return .constant(.string(id)) }
      let word = RowPath(path.components.map(\.step)).description
      let root = word.prefix { $0 != "." }
      report(
        .unknownVariable, "`\(word)` is not a value or an id", at: path.span,
        hint: variables[String(root)] != nil ? "write `$\(word)`" : "quote strings")
      return nil
    }
  }

  private mutating func checkedField(_ path: Path, of object: ObjectType) -> Scalar? {
    let label = RowPath(path.components.map(\.step)).description
    if let column = aliases[label] { return column }
    do {
      return .field(try object.resolve(path).path)
    } catch {
      if let filter = object.filterScalar(path) { return filter }
      if let id = path.word, catalog.looksLikeID(id) { return .constant(.string(id)) }
      if let alias = NearestName.of(label, among: aliases.keys.sorted()), error.prefix.isEmpty {
        report(
          .unknownField, "\(object.plural) have no field `\(label)`, and no column has that name",
          at: path.span, hint: "did you mean `\(alias)`?")
        return nil
      }
      fields.report(error, of: object, at: path.span)
      return nil
    }
  }
}
