import Analysis
import CodeCompletion
import Execution
import Expressions
import Language
import Prompt

extension CompletionContext {
  /// Creates the context for completion in a session.
  init(_ services: RunServices, _ state: SessionState) {
    self.init(catalog: services.catalog)
    clauses = Dictionary(
      uniqueKeysWithValues: Verb.allCases.map { verb in
        (verb, Set(ClauseKind.taken(by: verb).map(\.words)))
      })
    functions = Function.allCases.map { .init(name: $0.rawValue) }
    helpTopics = HelpTexts.topics.map { .init(name: $0.name, description: $0.summary) }
    showTopics = ShowTopic.allCases.map { .init(name: $0.rawValue) }
    variables = state.variableNames.sorted()
    shapes = state.knownVariables.mapValues(\.shape)
    let inputFiles = services.dependencies.engine.inputFiles
    rowShape = { RowShape.known(ofFile: $0, in: inputFiles).map(ValueShape.init) ?? .unknown }
    let configuration = try? services.dependencies.accounts.configuration()
    profiles = (configuration?.profiles.map(\.name) ?? []) + ["sandbox"]
    let today = services.bindings(state).zone
      .civilTime(at: Int(services.dependencies.engine.now())).date
    periods = [.week, .month, .quarter, .year].map { Period($0, of: today).text }
    recentIDs = state.effects.shownIDs
    recentNames = state.effects.shownNames
    commands = PromptCommand.allCases.map { .init(name: $0.name, description: $0.summary) }
    names = DirectoryNames.of
  }
}
