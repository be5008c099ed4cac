import Diagnostics
import Expressions
import Language

/// Compiles texts to a checked program: parses and checks them as one. It keeps no state, so that
/// `check`, `explain`, the prompt and tests all call it alike.
package enum Compiler {
  /// Compiles texts in their order; names that one gives are known in the next.
  /// - Parameters:
  ///   - sources: The texts, such as a script, or all `-e` of a command line.
  ///   - context: The catalog, the variables that have values already, and how files are read.
  package static func compile(_ sources: [SourceText], _ context: CheckContext) -> Compilation {
    compile(sources.map { Parser.parse($0) }, context)
  }

  /// Compiles texts that are parsed already, such as an entry at the prompt.
  package static func compile(_ parsed: [ParseResult], _ context: CheckContext) -> Compilation {
    let log = DiagnosticLog()
    var checker = Checker(context: context, log: log)
    var statements: [CheckedStatement] = []
    for result in parsed {
      let problems = log.count
      statements += checker.check(result.program)
      guard !result.diagnostics.isEmpty else { continue }
      // What did not parse may well be what a later statement misses: only what stands alone is
      // reported with it.
      let found = log.diagnostics[problems...].filter { $0.code != .unknownVariable }
      log.replace(since: problems, with: result.diagnostics + found)
    }
    return Compilation(
      statements: statements, diagnostics: log.diagnostics,
      included: checker.includedSources, variables: checker.variables.bindings)
  }
}

/// The outcome of a compilation.
package struct Compilation: Sendable {
  /// The checked program; nil where there is an error.
  package let program: CheckedProgram?
  /// Everything that was found, warnings too.
  package let diagnostics: [Diagnostic]
  /// The texts that `include` statements read, in their order.
  package let included: [SourceText]
  /// What is known of the variables after the last statement.
  package let variables: [String: VariableBinding]

  init(
    statements: [CheckedStatement], diagnostics: [Diagnostic], included: [SourceText],
    variables: [String: VariableBinding]
  ) {
    let failed = diagnostics.contains { $0.severity == .error }
    program = failed ? nil : CheckedProgram(statements: statements)
    self.diagnostics = diagnostics
    self.included = included
    self.variables = variables
  }
}
