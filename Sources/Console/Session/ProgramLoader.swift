import AccountConfiguration
import Analysis
import Diagnostics
import Execution
import Expressions
import Language
import StripeCatalog

/// A checked program and its source texts.
package struct LoadedProgram: Sendable {
  /// The checked statements.
  package let program: CheckedProgram
  let sources: [SourceText]
  /// The texts of `include` statements, in their order.
  let includedSources: [SourceText]
  /// The shapes of the variables after a complete run, by name.
  let shapes: [String: ValueShape]
}

/// Checks source texts; errors are returned as diagnostics.
struct ProgramLoader {
  typealias Outcome = (program: LoadedProgram?, diagnostics: [Diagnostic])

  let catalog: Catalog
  let dependencies: SessionDependencies
  /// The variables that exist before the program runs, by name.
  let variables: [String: VariableBinding]

  /// Returns the checked program of all texts together.
  func load(_ sources: [SourceText]) -> Outcome {
    outcome(of: Compiler.compile(sources, context), sources)
  }

  /// Returns the checked program of text typed at the prompt, and the shell command it is piped to.
  func load(typed text: String) -> (outcome: Outcome, shellCommand: String?) {
    let source = SourceText(name: "prompt", text: text)
    let parsed = Parser.parse(source, mode: .prompt)
    guard parsed.diagnostics.isEmpty else { return ((nil, parsed.diagnostics), nil) }
    return (outcome(of: Compiler.compile([parsed], context), [source]), parsed.shellCommand)
  }

  private func outcome(of compilation: Compilation, _ sources: [SourceText]) -> Outcome {
    let loaded = compilation.program.map {
      LoadedProgram(
        program: $0, sources: sources, includedSources: compilation.included,
        shapes: compilation.variables.mapValues(\.shape))
    }
    return (loaded, compilation.diagnostics)
  }

  private var context: CheckContext {
    let readFile = dependencies.files.read
    let inputFiles = dependencies.engine.inputFiles
    return CheckContext(
      catalog: catalog, variables: variables,
      profiles: (try? dependencies.accounts.configuration())?.profiles.map(\.name) ?? [],
      readFile: { path, includer throws(TextError) in
        let resolved = Self.path(path, relativeTo: includer.name)
        do throws(FileError) {
          return try readFile(resolved).map { SourceText(name: resolved, text: $0.text) }
        } catch {
          throw .unreadable(error.description)
        }
      },
      rowShape: {
        RowShape.known(ofFile: $0, in: inputFiles).map(ValueShape.init) ?? .unknown
      })
  }

  /// Resolves a path relative to the directory of the file that contains it.
  private static func path(_ path: String, relativeTo includer: String) -> String {
    guard !path.hasPrefix("/"), let slash = includer.lastIndex(of: "/") else { return path }
    return includer[...slash] + path
  }
}
