import Diagnostics
import Expressions
import Language
import StripeCatalog

extension Checker {
  /// Checks the `by` clause of a write against the fields of its objects.
  mutating func checkedKey(
    _ statement: OperationStatement, _ target: ResolvedTarget, _ write: CheckedWrite
  ) -> CheckedKey? {
    guard let clause = statement.clauses.key else {
      guard write.verb == .upsert else { return nil }
      report(
        .missingParameter, "`upsert` requires `by`: the field that finds the object",
        at: statement.verbSpan, hint: "add `by metadata.key`, or another field")
      return nil
    }
    let path = clause.content
    guard fitsKey(statement, write, at: clause.span),
      let field = keyField(path, of: write.object, write),
      let read = keyRead(statement, target, by: field)
    else { return nil }
    let member = RowPath(path.components.map(\.step))
    let creation = write.verb == .upsert ? target.operation(.create) : nil
    if let creation, let root = member.root, creation.parameter(named: root) == nil {
      report(
        .invalidValue,
        "`\(member)` cannot be set when \(write.object.name.withArticle) is created", at: path.span,
        hint: "`upsert` requires a field that `create` takes, such as `metadata.key`")
      return nil
    }
    return CheckedKey(
      member: member, field: field.path, kind: field.kind, target: field.target, read: read,
      creation: creation)
  }

  /// Returns true unless `by` is combined with ids or `where`, or the operation takes no id; both
  /// are reported.
  private mutating func fitsKey(
    _ statement: OperationStatement, _ write: CheckedWrite, at span: Span
  ) -> Bool {
    if write.isBatchOnly || !write.takesID {
      report(
        .notAvailable, "`\(write.actionText)` cannot find objects by a field", at: span)
      return false
    }
    if let condition = statement.clauses.condition {
      report(
        .invalidValue, "`where` and `by` together", at: condition.span,
        hint: "`by` finds one object for each row of `from`; leave one of them out")
      return false
    }
    if !statement.target.ids.isEmpty {
      report(
        .invalidValue, "ids next to `by`", at: span,
        hint: "`by` finds the objects; leave one of them out")
      return false
    }
    return true
  }

  private mutating func keyField(
    _ path: Path, of object: ObjectType, _ write: CheckedWrite
  ) -> ResolvedField? {
    guard let field = object.filterField(path) ?? fields.resolvedField(path, of: object) else {
      return nil
    }
    guard let reason = field.reasonNotKey(of: object, writtenAs: path) else { return field }
    report(.invalidValue, "`by \(RowPath(path.components.map(\.step)))`: \(reason)", at: path.span)
    return nil
  }

  /// Checks the read of the objects to search. If Stripe cannot filter by the key, the whole list
  /// is read, because a search may not find recent changes yet.
  private mutating func keyRead(
    _ statement: OperationStatement, _ target: ResolvedTarget, by field: ResolvedField
  ) -> CheckedRead? {
    var read = statement
    read.clauses = Clauses()
    read.target.ids = []
    guard var checked = checkedRead(.query, read, target) else { return nil }
    addVia(statement, to: &checked)
    let isID = field.path == RowPath(keys: "id")
    if checked.via == nil, !isID, checked.list != nil { checked.via = .list }
    checked.inner = []
    return checked
  }

  /// Checks that the rows or the body contain the value of the key.
  mutating func checkKeyValue(_ write: CheckedWrite, _ statement: OperationStatement) {
    guard let key = write.key, let span = statement.clauses.key?.span else { return }
    let isInBody = write.body?.member(at: key.member) != nil
    guard let rows = write.rows else {
      if isInBody { return }
      report(
        .missingParameter, "the body has no `\(key.member)` to find the \(write.object.name) by",
        at: span, hint: "add `\(key.member): …` to the body, or rows with `from`")
      return
    }
    // A new object gets the value from the body and is found by it the next time.
    if key.creation != nil, isInBody { return }
    let shape = rowShape(of: rows)
    if shape == .text { return }
    do {
      _ = try shape.following(key.member.steps)
    } catch {
      let step = RowPath([key.member.steps[error.position]]).description
      let names = error.member.candidates
      report(
        .unknownField, "the rows have no `\(key.member)` to find \(write.object.plural) by",
        at: span, hint: suggestion(for: step, among: names),
        notes: names.isEmpty || names.count > 20
          ? [] : ["they have \(names.joined(separator: ", "))"])
    }
  }
}

extension ResolvedField {
  /// Returns the reason why objects cannot be found by the field; nil if they can.
  fileprivate func reasonNotKey(of object: ObjectType, writtenAs written: Path) -> String? {
    if object.isUnseenFilter(path) { return "it is a filter and not a field: no object shows it" }
    if isMany || !lists.isEmpty { return "an object may have several values there" }
    if isOnRequest { return "Stripe sends it only on request" }
    if !references.isEmpty { return "it is a field of another object" }
    switch shape {
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration,
      .expandable:
      return nil
    case .union(let shapes):
      return shapes.contains(.string) || shapes.contains(where: \.isObject)
        ? nil : "it is not a single value"
    case .array, .map, .record, .object, .list: return "it is not a single value"
    }
  }
}
