import Diagnostics
import Expressions
import JSON
import Language
import StripeCatalog

extension Checker {
  mutating func checkedWrite(
    _ verb: WriteVerb, _ statement: OperationStatement, _ target: ResolvedTarget
  ) -> CheckedWrite? {
    guard let operation = writeOperation(verb, statement, target) else { return nil }
    guard !refuseFile(operation, at: statement.span) else { return nil }
    let count = log.count
    var write = CheckedWrite(
      verb: verb, object: target.object(of: operation, verb), operation: operation,
      batch: target.batch(verb.kind), parents: parentIDs(statement.target),
      ids: checkedIDs(statement.target),
      place: place(statement.span))
    write.rows = checkedRows(statement, target)
    write.key = checkedKey(statement, target, write)
    if write.key != nil { write.batch = nil }
    writing = write.actionText
    write.count = resultCount(of: write.ids)
    row = statement.body == nil ? nil : write.rows.map { rowShape(of: $0) }
    written = (write.object, verb)
    write.body = checkedBody(statement, write)
    row = nil
    write.limit = checkedBound(
      statement.clauses.limit, 0...Int.max, "a limit must be a whole number, 0 or more")
    write.expand = expansions.checkedOfAnswer(statement.clauses.expand, of: write.object)
    // An id or a condition with an error is not missing.
    if !log.hasErrors(since: count) {
      checkIdentity(write, statement, target)
      checkKeyValue(write, statement)
    }
    write.inner = inner
    return log.hasErrors(since: count) ? nil : write
  }

  private mutating func writeOperation(
    _ verb: WriteVerb, _ statement: OperationStatement, _ target: ResolvedTarget
  ) -> Operation? {
    switch verb {
    case .create: return single(.create, target) ?? missing(.create, target)
    case .update: return single(.update, target) ?? missing(.update, target)
    case .upsert:
      let update = target.operation(.create).flatMap { _ in target.operation(.update) }
      return update ?? missing(.upsert, target)
    case .delete: return single(.delete, target) ?? missing(.delete, target)
    case .execute: return action(statement, target)
    }
  }

  /// Returns the operation on a single object; otherwise that on several at once.
  private func single(_ kind: OperationKind, _ target: ResolvedTarget) -> Operation? {
    target.operation(kind) ?? target.batch(kind)?.operation
  }

  private mutating func missing(_ verb: Verb, _ target: ResolvedTarget) -> Operation? {
    alternatives.reportMissing(verb, target)
    return nil
  }

  private mutating func action(_ statement: OperationStatement, _ target: ResolvedTarget)
    -> Operation?
  {
    guard let name = statement.action else { return nil }
    let parents = target.parents.map(\.name)
    if let action = target.object.action(named: name.text, of: parents) { return action }
    let names = target.object.actionNames
    let verbs = alternatives.verbs(of: target).joined(separator: ", ")
    report(
      .unknownAction, "\(target.object.plural) have no `\(name.text)` action", at: name.span,
      hint: suggestion(for: name.text, among: names),
      notes: [
        names.isEmpty
          ? "Stripe has no actions for them; supported: \(verbs)"
          : "available actions: \(names.joined(separator: ", "))"
      ])
    return nil
  }

  /// Checks the source of the rows of a bulk write.
  private mutating func checkedRows(
    _ statement: OperationStatement, _ target: ResolvedTarget
  ) -> RowSource? {
    if let from = statement.clauses.from {
      switch from.content {
      case .standardInput: return .standardInput
      case .expression(let expression):
        return checkedScalar(expression, on: .nothing).map(RowSource.value)
      }
    }
    guard statement.clauses.condition != nil else { return nil }
    var read = statement
    read.clauses = Clauses()
    read.clauses.condition = statement.clauses.condition
    read.clauses.via = statement.clauses.via
    read.clauses.limit = statement.clauses.limit
    read.target.ids = []
    // The subqueries of the condition run before the write and are numbered with the others.
    return checkedRead(.query, read, target).map(RowSource.matching)
  }

  /// Returns the shape of the rows of a bulk write.
  func rowShape(of source: RowSource) -> ValueShape {
    switch source {
    case .matching(let read): read.rowShape
    case .value(let scalar):
      if let path = scalar.constant?.string ?? knownValue(of: scalar)?.string {
        context.rowShape(path)
      } else {
        shape(of: scalar).element ?? .unknown
      }
    case .standardInput: .unknown
    }
  }

  private mutating func checkedBody(
    _ statement: OperationStatement, _ write: CheckedWrite
  ) -> Scalar? {
    guard let literal = statement.body else {
      checkRequired(write, literal: nil, statement)
      return nil
    }
    let currency = literal.text(of: "currency")
    var members = MergedMembers()
    for member in literal.members {
      if let value = checkedOwnMember(member, write, currency) {
        add(member, with: value, to: &members)
      }
    }
    checkRequired(write, literal: literal, statement)
    return members.scalar
  }

  /// Checks a member of the body. `id` and `parent_id` identify the object; the rest are
  /// parameters.
  private mutating func checkedOwnMember(
    _ member: MemberLiteral, _ write: CheckedWrite, _ currency: String?
  ) -> Scalar? {
    let key = member.key.first?.text ?? ""
    let record = write.record(of: key, for: member)
    let isOwn =
      member.key.count == 1 && (record.parameter(named: key) == nil || write.isBatchOnly)
      && write.verb != .upsert
    if isOwn, (key == "id" && write.takesID) || (key == "parent_id" && !write.parents.isEmpty) {
      return checkedID(member.value)
    }
    return checkedMember(
      member.key[...], member.value, of: record, under: "", currency: currency)
  }

  private mutating func checkRequired(
    _ write: CheckedWrite, literal: ObjectLiteral?, _ statement: OperationStatement
  ) {
    // Rows may contain any parameter; only a literal body is known to lack one.
    guard write.rows == nil else { return }
    let given = Set((literal?.members ?? []).compactMap { $0.key.first?.text })
    let record = write.key?.creation?.record ?? write.record
    let missing = record.parameters.filter {
      $0.isRequired && !given.contains($0.name) && !write.isImplied($0)
    }
    guard !missing.isEmpty else { return }
    let names = missing.map { "`\($0.name)`" }.joined(separator: ", ")
    report(
      .missingParameter,
      "\(write.actionText) requires \(names)", at: literal?.span ?? statement.span,
      hint: "add \(missing.map { "\($0.name): …" }.joined(separator: ", "))")
  }
}

extension ResolvedTarget {
  /// Returns the object that is written. For rows that only a batch can write, it is the nested
  /// object and not its parent.
  fileprivate func object(of operation: Operation, _ verb: WriteVerb) -> ObjectType {
    batch(verb.kind)?.operation == operation ? object : operation.object
  }
}

extension WriteVerb {
  fileprivate var kind: OperationKind {
    switch self {
    case .create: .create
    case .update, .upsert: .update
    case .delete: .delete
    case .execute: .action
    }
  }
}

extension CheckedWrite {
  /// Returns the parameters that apply to a member: those of an update, or else those of the
  /// creation of a missing object.
  fileprivate func record(of parameter: String, for member: MemberLiteral) -> RecordShape {
    guard let creation = key?.creation else { return record }
    guard let type = record.parameter(named: parameter)?.type else { return creation.record }
    // A new price or plan can contain a whole product; an update takes only its id.
    var isRecord = member.key.count > 1
    if case .object = member.value.kind { isRecord = true }
    return isRecord && type.problem(with: .object([:])) != nil ? creation.record : record
  }

  /// The action in words: "create customer", "finalize invoice"
  package var actionText: String {
    verb == .execute ? "\(operation.name) \(object.name)" : "\(verb.rawValue) \(object.name)"
  }
}
