import Diagnostics
import Expressions
import Language

/// Compiles texts into a checked program by parsing and checking them together. It keeps no state,
/// so `check`, `explain`, the prompt and tests all use it in the same way.
package enum Compiler {
  /// Compiles texts in their order; each can use names from the ones before.
  /// - Parameter sources: The texts, such as a script, or all `-e` options of a command line.
  /// - Parameter context: The catalog, the variables that have values already, and access to files.
  package static func compile(_ sources: [SourceText], _ context: CheckContext) -> Compilation {
    compile(sources.map { Parser.parse($0) }, context)
  }

  /// Compiles texts that are already parsed, such as an input line at the prompt.
  package static func compile(_ parsed: [ParseResult], _ context: CheckContext) -> Compilation {
    let log = DiagnosticLog()
    var checker = Checker(context: context, log: log)
    var statements: [CheckedStatement] = []
    for result in parsed {
      let problems = log.count
      statements += checker.check(result.program)
      guard !result.diagnostics.isEmpty else { continue }
      // A statement that could not be parsed may declare a variable that later ones use, so errors
      // about unknown variables are not reported after it.
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
  /// The checked program; nil if there is an error.
  package let program: CheckedProgram?
  /// All problems, including warnings.
  package let diagnostics: [Diagnostic]
  /// The texts that `include` statements read, in order.
  package let included: [SourceText]
  /// The variables after the last statement.
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
