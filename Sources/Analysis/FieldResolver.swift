import Diagnostics
import Expressions
import Language
import StripeCatalog

/// Finds the fields that paths refer to.
struct FieldResolver: Reporting {
  let log: DiagnosticLog

  /// Returns the field at a path that has to be one, as in `select`, `order by` or `group by`; nil
  /// after a report.
  func resolvedField(_ path: Path, of object: ObjectType) -> ResolvedField? {
    do {
      return try object.resolve(path)
    } catch {
      report(error, of: object, at: path.span)
      return nil
    }
  }

  func report(_ unknown: UnknownField, of object: ObjectType, at span: Span) {
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

  /// Returns a note if the name of a filter is used as the name of a field.
  private func filterNote(_ name: String, of object: ObjectType) -> String? {
    switch object.filterMeaning(of: name) {
    case .value(let path)?, .least(let path)?, .greatest(let path)?, .absence(let path)?,
      .equality(let path, _)?:
      "it is a filter for `where`; the field is `\(path)`"
    case .unseen?: "it is a filter of Stripe's list endpoint, for `where` only"
    case nil: nil
    }
  }
}

extension Catalog {
  /// Returns true if a word looks like an id of Stripe: it has a known prefix, or a prefix with
  /// digits.
  func looksLikeID(_ word: String) -> Bool {
    guard let underscore = word.firstIndex(of: "_"), underscore != word.startIndex else {
      return false
    }
    if object(forID: word) != nil { return true }
    return word[underscore...].contains { $0.isNumber || $0.isUppercase }
  }
}
