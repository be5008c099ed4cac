import Analysis
import Diagnostics
import Execution
import Prompt

// The commands of the prompt, and its start-up file.
extension Session {
  package func startUp(asking: @escaping Asking) async -> REPLOutcome {
    let files = services.dependencies.files
    guard let path = files.startupPath else { return .continue }
    do {
      guard let file = try files.read(path) else { return .continue }
      let loaded = loader().load([SourceText(name: path, text: file.text)])
      output.report(loaded.diagnostics)
      guard let program = loaded.program else { return .continue }
      var services = services
      services.asking = asking
      return await outcome(of: program, services)
    } catch {
      output.reportError("cannot read `\(path)`: \(error)")
      return .continue
    }
  }

  package func canRepeat(_ text: String) -> Bool {
    let loaded = loader().load(typed: text).outcome
    output.report(loaded.diagnostics)
    guard let program = loaded.program?.program else { return false }
    if !program.writes, program.statements.allSatisfy(\.isRepeatable) { return true }
    output.reportError("`watch` repeats reads only")
    return false
  }

  package func repeatRun(_ text: String) async {
    let (loaded, command) = loader().load(typed: text)
    guard let program = loaded.program else { return output.report(loaded.diagnostics) }
    var services = services
    services.asking = { _ in nil }
    services.usesPager = false
    _ = await run(program, through: command, services)
  }

  package func seedSandbox() {
    do throws(Failure) {
      guard let data = try services.account.connect(&state.settings).opened.sampleData else {
        return output.reportError("`sandbox seed` adds data to the embedded sandbox only")
      }
      do {
        output.say("added \(try data.add())")
      } catch {
        output.reportError("\(error)")
      }
    } catch {
      output.report(error)
    }
  }
}

extension CheckedStatement {
  /// True if the statement shows something and changes nothing.
  fileprivate var isRepeatable: Bool {
    switch kind {
    case .operation, .print, .show, .describe, .explain, .testConnection: true
    case .assignment, .loop, .conditional, .assertion, .included, .use, .setting, .exit, .help:
      false
    }
  }
}
