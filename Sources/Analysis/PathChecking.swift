import Diagnostics
import Expressions
import JSON
import Language
import StripeCatalog

extension Checker {
  /// A bare word: a field of the rows at hand, or else an id.
  mutating func checkedPath(_ path: Path, on scope: ExpressionScope) -> Scalar? {
    switch scope {
    case .rows(let object):
      return checkedField(path, of: object)
    case .groups(let columns, let object):
      let label = RowPath(path.components.map(\.step)).description
      if columns.contains(label) { return .field(RowPath(keys: label)) }
      report(
        .unknownField, "`\(label)` is not a column of the groups", at: path.span,
        hint: suggestion(for: label, among: columns.labels),
        notes: ["the columns are \(columns.listed) of grouped \(object.plural)"])
      return nil
    case .nothing:
      if let id = bareID(path), looksLikeID(id) { return .constant(.string(id)) }
      let word = RowPath(path.components.map(\.step)).description
      let root = word.prefix { $0 != "." }
      report(
        .unknownVariable, "`\(word)` is neither a value nor an id", at: path.span,
        hint: variables[String(root)] != nil ? "write `$\(word)`" : "write a text in quotes")
      return nil
    }
  }

  private mutating func checkedField(_ path: Path, of object: ObjectType) -> Scalar? {
    do {
      return .field(try object.resolve(path).path)
    } catch {
      if let filter = object.filterScalar(path) { return filter }
      if let id = bareID(path), looksLikeID(id) { return .constant(.string(id)) }
      report(error, of: object, at: path.span)
      return nil
    }
  }

  /// A field that must be one: in `select`, `order by`, `group by`.
  mutating func resolvedField(_ path: Path, of object: ObjectType) -> ResolvedField? {
    do {
      return try object.resolve(path)
    } catch {
      report(error, of: object, at: path.span)
      return nil
    }
  }

  mutating func report(_ unknown: UnknownField, of object: ObjectType, at span: Span) {
    let owner = unknown.prefix.isEmpty ? object.name : "\(object.name).\(unknown.prefix)"
    if let reason = unknown.reason {
      report(
        .unknownField, "`\(unknown.prefix.isEmpty ? object.name : unknown.prefix)` \(reason)",
        at: span)
      return
    }
    report(
      .unknownField, "\(owner) has no field `\(unknown.step)`", at: span,
      hint: suggestion(for: unknown.step, among: unknown.candidates),
      notes: notes(on: unknown, of: object))
  }

  private func notes(on unknown: UnknownField, of object: ObjectType) -> [String] {
    if unknown.prefix.isEmpty, let note = filterNote(unknown.step, of: object) { return [note] }
    return unknown.candidates.isEmpty ? [] : ["`describe \(object.name)` shows its fields"]
  }

  /// A single word, which may be an id.
  func bareID(_ path: Path) -> String? {
    guard path.components.count == 1, case .key(let word)? = path.components.first else {
      return nil
    }
    return word
  }

  /// Whether a word is what Stripe's ids look like: a known prefix, or one with digits behind it.
  func looksLikeID(_ word: String) -> Bool {
    guard let underscore = word.firstIndex(of: "_"), underscore != word.startIndex else {
      return false
    }
    if catalog.object(forID: word) != nil { return true }
    return word[underscore...].contains { $0.isNumber || $0.isUppercase }
  }
}
