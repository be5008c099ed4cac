import Expressions
import JSON
import Planning
import StripeWire

/// Completes the rows of one read once their pages have come: the rest of nested lists, and objects
/// in place of ids; each object is requested once, as far as memory allows.
struct RowCompleter {
  let engine: Engine
  let plan: ReadPlan
  private var objects = LookedUpObjects()
  /// The first request of the read has succeeded before, so these are retried as long as a job's.
  private let retries = ReadPatience().allowance(forRequest: 1)

  init(engine: Engine, plan: ReadPlan) {
    self.engine = engine
    self.plan = plan
  }

  /// Returns the rows of a batch that match the plan's filter, in their order.
  /// - Parameter most: the number of rows after which it stops.
  mutating func admitted(_ batch: [RawJSON], most: Int) async throws -> [RawJSON] {
    var admitted: [RawJSON] = []
    var rest = plan.worthCompleting(batch)[...]
    while admitted.count < most, !rest.isEmpty {
      // Looking up more rows than are needed would waste requests.
      let some = rest.prefix(max(most, await engine.width))
      rest = rest.dropFirst(some.count)
      for row in try await completed(Array(some), by: plan.beforeFilter)
      where try admitted.count < most && plan.admits(row) {
        admitted.append(row)
      }
    }
    return admitted
  }

  /// Returns the rows with everything that a completion names.
  mutating func completed(_ rows: [RawJSON], by completion: Completion) async throws -> [RawJSON] {
    let rows = try await engine.completed(rows, by: completion.lists, for: plan)
    guard !completion.lookups.isEmpty else { return rows }
    let lookups = completion.lookups.map { (lookup: $0, form: objects.form(of: $0)) }
    let standing = rows.map { row in
      lookups.flatMap { row.ids(at: $0.lookup.path, form: $0.form) }
    }
    var found: [LookedUpObjects.Key: LookedUpObjects.Found] = [:]
    for (lookup, form) in lookups {
      let keys = standing.joined().map(\.key).filter { $0.form == form }
      try await lookUp(keys, by: lookup, into: &found)
    }
    return zip(rows, standing).map { row, ids in
      row.replacing(
        ids.compactMap { id in
          guard case .object(let object)? = found[id.key] else { return nil }
          return (id.part, object)
        })
    }
  }

  /// Looks up the objects that are not known yet, each id once.
  private mutating func lookUp(
    _ keys: [LookedUpObjects.Key], by lookup: Lookup,
    into found: inout [LookedUpObjects.Key: LookedUpObjects.Found]
  ) async throws {
    var wanted: [(key: LookedUpObjects.Key, request: APIRequest)] = []
    for key in keys where found[key] == nil {
      let known = objects.take(key) ?? (lookup.path(for: key.id) == nil ? .missing : nil)
      // An id that is being looked up counts as missing until then, so that it is requested once.
      found[key] = known ?? .missing
      if known == nil, let request = lookup.request(for: key.id) { wanted.append((key, request)) }
    }
    let answers = try await engine.objects(
      wanted.map(\.request), for: plan, lookup, retries)
    let whole = try await completed(answers.compactMap { $0 }, by: lookup.completion)
    var next = whole.makeIterator()
    for ((key, _), answer) in zip(wanted, answers) {
      let one = answer == nil ? nil : next.next()
      let outcome = one.map { LookedUpObjects.Found.object($0.detached()) } ?? .missing
      found[key] = outcome
      objects.keep(outcome, as: key)
    }
  }
}

extension Engine {
  /// Returns objects by their requests; nil if one does not exist.
  fileprivate func objects(
    _ requests: [APIRequest], for plan: ReadPlan, _ lookup: Lookup, _ retries: RetryAllowance
  ) async throws -> [RawJSON?] {
    try await sideBySide(requests) { request in
      let call = Call(
        request: request, title: lookup.title, place: plan.place, level: .debug,
        retries: retries)
      do {
        let body = try await answer(to: call).body
        guard body.kind == .object, body["object"]?.string != "list" else {
          throw Failure(
            .malformed("the response to `\(lookup.title)` is not an object"), at: plan.place)
        }
        return body
      } catch let failure as Failure {
        guard case .api(let error) = failure.reason, error.status == 404 else { throw failure }
        return nil
      }
    }
  }
}

extension Lookup {
  fileprivate func request(for id: String) -> APIRequest? {
    path(for: id).map { path in
      APIRequest(
        .get, path, expand.isEmpty ? [:] : ["expand": .array(expand.map(JSONValue.string))])
    }
  }
}

extension ReadPlan {
  /// Returns the rows that are worth completing: those that the filter does not already exclude. If
  /// that is not known yet, the whole filter decides later.
  fileprivate func worthCompleting(_ rows: [RawJSON]) -> [RawJSON] {
    guard let filter = filterBeforeCompletion else { return rows }
    return rows.filter { (try? filter.holds(on: shown(.raw($0)))) ?? true }
  }
}

extension RawJSON {
  /// Returns the ids at a path, or the ids of objects there that need completion.
  fileprivate func ids(
    at path: RowPath, form: Int
  ) -> [(part: RawJSON, key: LookedUpObjects.Key)] {
    parts(at: path).compactMap { part in
      guard let id = part.string ?? part["id"]?.string else { return nil }
      return (part, LookedUpObjects.Key(form: form, id: id))
    }
  }

  /// Returns the values at a path; an array without an index means all of its elements.
  func parts(at path: RowPath) -> [RawJSON] {
    var parts = [self]
    for step in path.steps {
      switch step {
      case .index(let index): parts = parts.compactMap { $0[index] }
      case .each: parts = parts.flatMap(\.elementsOrSelf)
      case .key(let key): parts = parts.flatMap(\.elementsOrSelf).compactMap { $0[key] }
      }
    }
    return parts.flatMap(\.elementsOrSelf)
  }

  private var elementsOrSelf: [RawJSON] { kind == .array ? elements : [self] }
}
