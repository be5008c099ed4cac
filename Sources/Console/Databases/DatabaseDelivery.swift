import Analysis
import Databases
import Diagnostics
import Execution
import Expressions
import Planning

/// Writes the rows of a read to a table of a database.
struct DatabaseDelivery {
  let services: RunServices
  let destination: PlannedDestination
  let plan: ReadPlan
  let planning: ReadPlanning

  /// Runs the read. Until its end, the table is unchanged.
  /// - Throws: `Failure` if the table cannot be written, in which case no request is sent, or if a
  ///   request fails.
  func run(in state: inout SessionState) async throws {
    let database: any Database
    do {
      database = try services.dependencies.openDatabase(address)
    } catch {
      throw failure(error, isEarly: true)
    }
    defer { database.close() }
    let table = ImportedTable(
      plan, named: destination.table, standard: planning.standardPlan())
    let run = try await importRun(of: table, in: &state)
    let importing = TableImport(database, table.definition, run)
    let job = ImportJob(
      services: services, table: table, planning: planning, importing: importing,
      place: plan.place)
    do {
      let summary =
        if let refresh = try refresh(of: table, importing, in: state) {
          try await job.run(refresh, in: &state)
        } else {
          try await job.run(plan, in: &state)
        }
      state.writtenTables[writtenName(table)] = WrittenFile(plan)
      say(summary, importing, in: state)
    } catch let problem as DatabaseProblem {
      throw failure(problem, isEarly: !job.hasBegun)
    }
  }

  private var address: ResultAddress { ResultAddress(destination.address) }

  private func writtenName(_ table: ImportedTable) -> String {
    "\(destination.address) \(table.definition.name)"
  }

  private func importRun(
    of table: ImportedTable, in state: inout SessionState
  ) async throws -> ImportRun {
    var run = ImportRun(
      fingerprint: table.fingerprint,
      account: try await account(in: &state),
      began: Int(services.dependencies.engine.now()),
      token: services.dependencies.engine.makeIdempotencyKey().description,
      isResumable: isResumable)
    guard !table.definition.hasKey, let first = state.writtenTables[writtenName(table)] else {
      return run
    }
    guard first.columns == plan.columns?.map(\.label) else {
      throw Failure(
        .input(
          "the table `\(table.definition.name)` was already written by the statement at "
            + "\(first.place); name another table, or select the same columns"), at: plan.place)
    }
    run.isContinued = true
    return run
  }

  /// Returns what was created or changed since the last run, if only that is to be read; nil to
  /// read all rows.
  /// - Throws: `Failure` if it cannot be known.
  private func refresh(
    of table: ImportedTable, _ importing: TableImport, in state: SessionState
  ) throws -> TableRefresh? {
    guard state.settings.sinceLast else { return nil }
    let check = RefreshCheck(
      catalog: services.catalog, table: table, planning: planning, plan: plan)
    if let problem = check.problem { throw Failure(.input(problem), at: plan.place) }
    guard let cursor = try importing.cursor() else { return nil }
    if let problem = check.problem(with: cursor, importing.run) {
      throw Failure(.input(problem), at: plan.place)
    }
    return TableRefresh(
      since: cursor.began - TableRefresh.overlap, events: check.events, plan: plan)
  }

  /// Returns the name of the account: the id that Stripe gives, or what the options say.
  private func account(in state: inout SessionState) async throws -> String {
    let connection = try services.account.connect(&state.settings)
    let known = try? await services.account.confirmedAccount(&state.settings).id
    return known ?? connection.identity
  }

  /// True if the rows come newest first, and the read can be limited to older ones.
  private var isResumable: Bool {
    plan.orderBy.isEmpty && !plan.isGrouped && plan.limit == nil && planning.hasCreated
      && planning.read.verb == .query && plan.route.isInTimeOrder
  }

  private func failure(_ problem: DatabaseProblem, isEarly: Bool) -> Failure {
    problem.failure(at: plan.place, isEarly: isEarly)
  }

  private func say(
    _ summary: ImportSummary, _ importing: TableImport, in state: SessionState
  ) {
    let output = services.output(state)
    let unknown = importing.unknownMembers
    if !unknown.isEmpty {
      output.say(
        "warning: the table has no columns for these fields, which the catalog does not know: "
          + unknown.joined(separator: ", "))
    }
    let table = destination.table ?? TableDefinition.usualName(for: plan.object)
    output.say(
      summary.text(
        table: table, database: address.shown, merges: importing.table.hasKey))
  }
}

extension DatabaseProblem {
  /// Returns the failure of a statement.
  /// - Parameter isEarly: True if no request has been sent yet.
  func failure(at place: Place, isEarly: Bool) -> Failure {
    if kind == .connection { return Failure(.unreachable(message), at: place) }
    return Failure(isEarly ? .input(message) : .database(message), at: place)
  }
}

extension ResultAddress {
  /// The address without a password and parameters, for messages.
  var shown: String {
    switch self {
    case .file(let path), .sqlite(let path): return path
    case .postgres(let url):
      let text = String(url.prefix { $0 != "?" })
      guard let at = text.lastIndex(of: "@"), let scheme = text.range(ofScheme: "://") else {
        return text
      }
      let user = text[scheme..<at].prefix { $0 != ":" }
      return String(text[..<scheme] + user + text[at...])
    }
  }
}

extension String {
  /// Returns the index after the first occurrence of a separator; nil if there is none.
  fileprivate func range(ofScheme separator: String) -> Index? {
    var position = startIndex
    while position < endIndex {
      if self[position...].hasPrefix(separator) {
        return index(position, offsetBy: separator.count)
      }
      position = index(after: position)
    }
    return nil
  }
}
