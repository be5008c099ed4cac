import Language
import StripeCatalog

/// The candidates for a topic, from the catalog and the session.
struct Candidates {
  let context: CompletionContext
  private var catalog: Catalog { context.catalog }

  init(_ context: CompletionContext) {
    self.context = context
  }

  /// Returns all candidates of a topic.
  /// - Parameter typed: the text of the word before the cursor. It decides between singular and
  ///   plural, the kind of quotes, and the directory of a file.
  func of(_ topic: CompletionTopic, typed: String) -> [Candidate] {
    switch topic {
    case .keyword(let keyword): [Candidate(keyword.phrase, keyword.purpose)]
    case .expandable(let target, let path): expandables(of: target, below: path)
    case .word(let word, let purpose): [Candidate(word, purpose)]
    case .object(let verb, let action): objects(of: verb, action: action, typed: typed)
    case .parent(let child, let verb): parents(of: child, under: verb)
    case .action(let object, _): actions(of: object)
    case .field(let target, let path): conditions(on: target, below: path)
    case .value(let target, let path): values(of: target, at: path, typed: typed)
    case .comparison(let target, let path): comparisons(of: target, at: path)
    case .period(let target, let path): periods(for: target, at: path)
    case .unit(let unit): [Candidate(unit.rawValue, "period")]
    case .parameter(let target, let path, let present):
      parameters(of: target, below: path).filter { !present.contains($0.text) }
    case .argument(let target, let path): arguments(of: target, at: path, typed: typed)
    case .id(let target): ids(of: target.object(in: catalog).map { [$0] } ?? [])
    case .setting: entries(context.settings)
    case .settingValue(let name): settingValues(of: name)
    case .function: entries(context.functions, ending: "(")
    case .variable(let isBare): variables(isBare: isBare)
    case .member(let value, let path): members(of: value, below: path)
    case .profile: context.profiles.map { Candidate($0) }
    case .command: entries(context.commands)
    case .helpTopic: entries(context.helpTopics)
    case .showTopic: entries(context.showTopics)
    case .file: files(typed: typed)
    }
  }

  private func entries(
    _ entries: [CompletionContext.Entry], ending: String = " "
  ) -> [Candidate] {
    entries.map { Candidate($0.name, $0.description, ending: ending) }
  }

  private func variables(isBare: Bool) -> [Candidate] {
    context.variables.map {
      isBare ? Candidate($0, "variable", ending: "") : Candidate("$\($0)", "variable")
    }
  }

  private func settingValues(of name: String) -> [Candidate] {
    let setting = context.settings.first { $0.name == name }
    return setting?.values.map { Candidate($0) } ?? []
  }

  /// Returns the names in the directory that has been typed, each in quotes.
  private func files(typed: String) -> [Candidate] {
    let quote = typed.first == "'" ? "'" : "\""
    let path = typed.drop { $0 == "\"" || $0 == "'" }
    let directory = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    return context.names(directory).map { name in
      let isDirectory = name.hasSuffix("/")
      let ending = isDirectory ? "" : quote + " "
      return Candidate(quote + directory + name, isDirectory ? "directory" : "", ending: ending)
    }
  }
}
