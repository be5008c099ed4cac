import Diagnostics
import Expressions
import JSON
import Language
import StripeCatalog

extension Checker {
  /// Checks that a write identifies its object: by an id, by a document with an id, or by `where`.
  mutating func checkIdentity(
    _ write: CheckedWrite, _ statement: OperationStatement, _ target: ResolvedTarget
  ) {
    let hasID = write.body.map { $0.hasMember("id") } ?? false
    let hasParent = write.body.map { $0.hasMember("parent_id") } ?? false
    let span = target.span
    if write.parents.contains(where: { $0 == nil }), !hasParent, write.rows == nil {
      report(
        .missingParameter, "missing \(target.parents.last?.name ?? "parent") id",
        at: span, hint: "give it after the object, or as `parent_id` in the body")
    }
    switch (write.takesID, write.ids.isEmpty) {
    case (true, _) where write.key != nil:
      if hasID, write.verb != .upsert {
        report(
          .invalidValue, "`id` next to `by`", at: span,
          hint: "`by` finds the object; leave one of them out")
      }
    case (true, true) where !hasID && write.rows == nil:
      report(
        .missingCondition, "missing \(target.object.name) id", at: span,
        hint: "give an id, or select \(target.object.plural) with `where` (`where true` for all)")
    case (false, false):
      report(.invalidValue, "`\(write.actionText)` takes no id", at: span)
    case (true, false) where hasID:
      report(
        .invalidValue, "the id is given twice: in the statement and in the body", at: span)
    case (true, false) where write.rows != nil:
      report(
        .invalidValue,
        "ids cannot be combined with `\(statement.clauses.from == nil ? "where" : "from")`",
        at: span,
        hint: "remove one of them")
    case (true, _), (false, true): break
    }
    if write.verb == .update, write.body == nil, statement.clauses.from == nil {
      report(
        .missingParameter, "nothing to change: `update` requires a body", at: span,
        hint: "add { field: value }")
    }
    if write.ids.count > 1, write.verb == .create {
      report(.invalidValue, "`create` creates one object", at: span)
    }
  }
}

extension Scalar {
  func hasMember(_ key: String) -> Bool {
    guard case .object(let members) = self else { return false }
    return members.contains { $0.key == key }
  }
}
