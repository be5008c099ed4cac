import Expressions
import JSON
import Planning
import StripeCatalog
import StripeWire

/// The action for the object of a row.
enum KeyedStep: Sendable {
  /// Send this write, which belongs to that plan.
  case write(PreparedWrite, of: WritePlan)
  /// Nothing: the object already has the values.
  case unchanged(RawJSON)
}

extension Engine {
  /// Finds the object of a row and writes it.
  func deliver(
    _ keyed: KeyedWrite, _ write: PreparedWrite, of plan: WritePlan, _ job: WriteJob,
    _ retries: RetryAllowance, _ finder: KeyFinder
  ) async throws -> WriteResult {
    if let before = try finished(write, of: plan, job) { return before }
    let step: KeyedStep
    do {
      step = try await self.step(for: keyed, write, of: plan, job, finder)
    } catch let failure as Failure {
      let named = write.name.map { failure.withRow($0) } ?? failure
      return WriteResult(row: write.row, outcome: .failed(named))
    }
    switch step {
    case .unchanged(let row):
      try settle(write, with: row, of: plan, job)
      return WriteResult(row: write.row, outcome: .unchanged(.raw(row)))
    case .write(let write, let plan):
      var result = try await deliver([write], of: plan, job, retries, decidesAnew: true)
      result.isCreation = plan.verb == .create
      return result
    }
  }

  /// Returns the action for a row, once its object is found or known to be missing.
  func step(
    for keyed: KeyedWrite, _ write: PreparedWrite, of plan: WritePlan, _ job: WriteJob,
    _ finder: KeyFinder
  ) async throws -> KeyedStep {
    guard let key = plan.key else {
      throw Failure(.malformed("there is no key to find an object by"), at: plan.place)
    }
    let objects = try await finder.objects(of: keyed.key)
    guard objects.count < 2 else { throw plan.ambiguity(objects, key, keyed) }
    guard let object = objects.first else {
      guard let creation = key.creation else { throw plan.absence(key, keyed) }
      return try plan.creating(keyed, write, by: creation)
    }
    return try plan.changing(object, to: keyed, write, skips: plan.skipsUnchanged(job), self)
  }

  /// Returns the result of a row that the interrupted run has written; nil if there is none.
  private func finished(
    _ write: PreparedWrite, of plan: WritePlan, _ job: WriteJob
  ) throws(Failure) -> WriteResult? {
    do {
      guard let before = try job.step?.finished(row: write.row ?? 0) else { return nil }
      return WriteResult(
        row: write.row, outcome: before.answer.map { .done(.raw($0)) } ?? .skipped)
    } catch {
      throw Failure(error, at: plan.place)
    }
  }

  /// Records that a write whose response was lost has taken effect, as its object shows.
  private func settle(
    _ write: PreparedWrite, with row: RawJSON, of plan: WritePlan, _ job: WriteJob
  ) throws {
    do {
      try job.step?.end(
        row: write.row ?? 0, .success(Answer(body: row, requestID: nil, retries: 0)),
        keepsAnswer: job.keepsAnswers || write.row == nil, at: dependencies.now())
    } catch {
      throw Failure(error, at: plan.place)
    }
  }
}

extension WritePlan {
  fileprivate func absence(_ key: KeyPlan, _ keyed: KeyedWrite) -> Failure {
    Failure(.notFound("no \(object.name) has \(key.member) \(keyed.key.compact)"), at: place)
  }

  fileprivate func ambiguity(
    _ objects: [RawJSON], _ key: KeyPlan, _ keyed: KeyedWrite
  ) -> Failure {
    let most = KeyPlan.maxMatches - 1
    let isMore = objects.count > most
    let ids = objects.prefix(most).compactMap { $0["id"]?.string }.joined(separator: ", ")
    let number = isMore ? "more than \(most)" : "\(objects.count)"
    return Failure(
      .ambiguous(
        "\(number) \(object.plural) have \(key.member) \(keyed.key.compact): \(ids)"
          + (isMore ? ", …" : "")), at: place)
  }

  fileprivate func creating(
    _ keyed: KeyedWrite, _ write: PreparedWrite, by creation: Operation
  ) throws(Failure) -> KeyedStep {
    let plan = single(.create, by: creation)
    var document: JSONObject
    do {
      document = try creation.fitted(keyed.creation)
    } catch {
      throw Failure(.value(error.message), at: place)
    }
    if !expand.isEmpty { document["expand"] = .array(expand.map(JSONValue.string)) }
    return .write(
      try plan.request(document, at: write.parents, for: write), of: plan)
  }

  fileprivate func changing(
    _ row: RawJSON, to keyed: KeyedWrite, _ write: PreparedWrite, skips: Bool, _ engine: Engine
  ) throws(Failure) -> KeyedStep {
    let value = row.value
    guard let id = value["id"]?.string else {
      throw Failure(.malformed("the \(object.name) that was found has no `id`"), at: place)
    }
    for member in keyed.fixed.members
    where object.sameness(of: value, with: member) == .different {
      throw Failure(
        .value(
          "\(object.name) \(id) has \(member.key) \((value[member.key] ?? .null).compact) "
            + "and it cannot be changed"), at: place)
    }
    // An update without changes is never sent.
    if verb.skipsUnchanged, keyed.document.isEmpty { return .unchanged(row) }
    if skips, object.sameness(of: value, with: keyed.document) == .same { return .unchanged(row) }
    if let refusal = keyed.refusal { throw refusal }
    let plan = single(verb == .upsert ? .update : verb, by: operation)
    var document = keyed.document
    if !expand.isEmpty { document["expand"] = .array(expand.map(JSONValue.string)) }
    var prepared = try plan.request(document, at: write.parents + [id], for: write)
    prepared.id = id
    if engine.keepsPrevious(plan) { prepared.found = value }
    return .write(prepared, of: plan)
  }

  /// Returns the plan for one known object.
  private func single(_ verb: WriteVerb, by operation: Operation) -> WritePlan {
    var plan = self
    plan.key = nil
    plan.verb = verb
    plan.operation = operation
    if verb != .execute { plan.title = "\(verb.rawValue) \(object.name)" }
    return plan
  }

  private func request(
    _ document: JSONObject, at ids: [String], for write: PreparedWrite
  ) throws(Failure) -> PreparedWrite {
    guard let path = operation.path(with: ids) else {
      throw Failure(.value("an id is empty"), at: place)
    }
    var prepared = write
    prepared.keyed = nil
    prepared.request = APIRequest(
      operation.method, path, document, to: operation.server.wire)
    return prepared
  }
}

extension WriteVerb {
  /// True if an object that already has the values is not written again.
  var skipsUnchanged: Bool {
    switch self {
    case .update, .upsert: true
    case .create, .delete, .execute: false
    }
  }
}
