import Diagnostics
import Execution
import JSON

/// Runs a checked program from beginning to end, and keeps its journal.
struct ProgramRunner {
  var services: RunServices

  /// Runs the program and reports all errors.
  /// - Returns: the exit code.
  mutating func run(_ loaded: LoadedProgram, in state: inout SessionState) async -> Int32 {
    state.beginRun(at: Int(services.dependencies.engine.now()))
    do {
      services.journal = try beginJournal(of: loaded, in: &state)
    } catch {
      services.output(state).report(error)
      return error.exitCode
    }
    let code = await runInItsAccount(loaded, in: &state)
    sumUpRetries(in: state)
    state.learn(loaded.shapes, isWhole: code == 0)
    services.journal?.end(code, services.output(state))
    return code
  }

  /// Ends the line of waits, and says how many requests they were for.
  private func sumUpRetries(in state: SessionState) {
    services.streams.status.clear()
    let count = services.reporter.takeAnnouncedRetries()
    guard count > 0 else { return }
    services.output(state).say(
      count == 1 ? "1 request was sent again" : "\(count) requests were sent again")
  }

  /// Whose account it is must be known before the first write where a journal or a report says it.
  private func runInItsAccount(
    _ loaded: LoadedProgram, in state: inout SessionState
  ) async -> Int32 {
    do {
      if loaded.program.writes { try await services.nameAccount(in: &state) }
    } catch let failure as Failure {
      services.output(state).report(failure)
      return failure.exitCode
    } catch {
      return RunCode.interrupted
    }
    return await runStatements(of: loaded, in: &state)
  }

  private func runStatements(
    of loaded: LoadedProgram, in state: inout SessionState
  ) async -> Int32 {
    do {
      try await Interpreter(services: services).run(loaded.program.statements, in: &state)
      return state.effects.failures > 0 ? RunCode.partialFailure : 0
    } catch RunEnd.exit(let code) {
      state.hasExited = true
      return code
    } catch RunEnd.stopped(let code) {
      return code
    } catch is CancellationError {
      return RunCode.interrupted
    } catch is ClosedOutput {
      return RunCode.closedPipe
    } catch let failure as Failure {
      services.output(state).report(failure)
      return failure.exitCode
    } catch {
      services.output(state).reportError("\(error)")
      return 1
    }
  }

  /// Begins or resumes the journal of a run that may write; nil for other runs. A resumed run uses
  /// the start time of the original run.
  private func beginJournal(
    of loaded: LoadedProgram, in state: inout SessionState
  ) throws(Failure) -> JournalKeeper? {
    guard loaded.program.writes, !state.settings.dryRun else {
      guard !state.settings.resumes else {
        throw .outside(.refused("nothing to resume: these statements do not write"))
      }
      return nil
    }
    let connection = try services.account.connect(&state.settings)
    let header = JournalHeader(
      id: services.dependencies.engine.makeIdempotencyKey().description,
      startedAt: state.startedAt,
      account: connection.identity,
      sources: loaded.journalSources,
      variables: JSONObject(
        state.variables.sorted { $0.key < $1.key }.map { JSONMember($0.key, $0.value) }))
    let opener = JournalOpener(
      settings: state.settings, accountOptions: connection.options,
      directory: services.dependencies.journals, output: services.output(state))
    do {
      let keeper = try opener.open(header)
      state.startedAt = keeper.startedAt
      return keeper
    } catch {
      throw Failure.outside(Failure(error).reason)
    }
  }
}

extension LoadedProgram {
  fileprivate var journalSources: [JournalSource] {
    sources.map { JournalSource(name: $0.name, text: $0.text, isIncluded: false) }
      + includedSources.map { JournalSource(name: $0.name, text: $0.text, isIncluded: true) }
  }
}
