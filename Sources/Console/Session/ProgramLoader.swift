import AccountConfiguration
import Analysis
import Diagnostics
import Execution
import Expressions
import Language
import StripeCatalog

/// A program that was checked, with the texts it came from.
package struct LoadedProgram: Sendable {
  package let program: CheckedProgram
  let sources: [SourceText]
  /// The texts that `include` statements brought in, in their order.
  let includedSources: [SourceText]
  /// What is known of the variables once it has run.
  let shapes: [String: ValueShape]
}

/// Makes checked programs of texts; what is wrong with them are diagnostics.
struct ProgramLoader {
  typealias Outcome = (program: LoadedProgram?, diagnostics: [Diagnostic])

  let catalog: Catalog
  let dependencies: SessionDependencies
  /// Variables that are set before the program runs.
  let variables: [String: VariableBinding]

  /// The checked program of all the texts together.
  func load(_ sources: [SourceText]) -> Outcome {
    outcome(of: Compiler.compile(sources, context), sources)
  }

  /// The checked program of what was typed at the prompt, and the shell command it is piped into.
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
      rowShape: { RowShape.known(ofFile: $0).map(ValueShape.init) ?? .unknown })
  }

  /// A file that another names is relative to that one's directory.
  private static func path(_ path: String, relativeTo includer: String) -> String {
    guard !path.hasPrefix("/"), let slash = includer.lastIndex(of: "/") else { return path }
    return includer[...slash] + path
  }
}
