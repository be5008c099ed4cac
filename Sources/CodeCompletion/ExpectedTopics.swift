import HTTP
import Language

extension WrittenStatement {
  /// Returns the topics for what the parser expects, without duplicates.
  func topics(for expectations: [Expectation]) -> [CompletionTopic] {
    var topics: [CompletionTopic] = []
    for topic in expectations.flatMap(topics(for:)) where !topics.contains(topic) {
      topics.append(topic)
    }
    return topics
  }

  private func topics(for expectation: Expectation) -> [CompletionTopic] {
    switch expectation {
    case .statement:
      startsStatement ? statementTopics : []
    case .keyword(let keyword): takes(keyword) ? [.keyword(keyword)] : []
    case .action(let object):
      [.action(object: object, isLikely: bareVerb != nil || isBehindDescribed)]
    case .object(nil, nil): parentTopics
    case .object(let verb, let action): [.object(verb: verb, action: action)]
    case .id(let object): idTopics(of: object)
    case .field(let object, let path): fieldTopics(of: object, below: path)
    case .value(let object, let path): target(object: object).map { [.value($0, path: path)] } ?? []
    case .comparison(let object, let path): comparisonTopics(of: object, at: path)
    case .period(let object, let path):
      target(object: object).map { [.period($0, path: path)] } ?? []
    case .periodUnit: PeriodUnit.allCases.map { .unit($0) }
    case .parameterKey(let operation, let path):
      [.parameter(CompletionTarget(operation), path: path, present: presentKeys)]
    case .parameterValue(let operation, let path):
      [.argument(CompletionTarget(operation), path: path)]
    case .setting: [.setting]
    case .settingValue(let name): [.settingValue(name)]
    case .function: functionTopics
    case .variable: [.variable(isBare: isInInterpolation)]
    // A key in brackets needs quotes, and a position is a number, so no names are offered.
    case .variableField where isBehindBracket: []
    case .variableField("row", let path): rowSource.map { [.member(of: $0, path: path)] } ?? []
    case .variableField(let name, let path): [.member(of: .variable(name), path: path)]
    case .file: [.file]
    case .profile: [.profile]
    case .topic(let keyword): [keyword == .help ? .helpTopic : .showTopic]
    case .method: HTTPMethod.allCases.map { .word($0.rawValue, "") }
    case .route: [.word("list", "Stripe's list"), .word("search", "Stripe's search")]
    }
  }

  /// An object without a verb is a parent of the target, or the object that `describe` shows.
  private var parentTopics: [CompletionTopic] {
    guard let child = target()?.object else { return [.object(verb: nil, action: nil)] }
    return [.parent(of: child, verb: target()?.verb)]
  }

  /// The words that begin a statement, and the commands of the prompt where nothing is before it.
  private var statementTopics: [CompletionTopic] {
    Keyword.allCases.filter(\.startsStatement).map(WrittenStatement.word)
      + (isEmpty ? [.command] : [])
  }

  /// Operators follow a field where rows are tested; elsewhere a comparison is rare.
  private func comparisonTopics(of object: String?, at path: [String]) -> [CompletionTopic] {
    guard lastClause == .where || lastClause == .having else { return [] }
    return target(object: object).map { [.comparison($0, path: path)] } ?? []
  }

  private static func word(_ keyword: Keyword) -> CompletionTopic {
    .word(keyword.phrase, keyword.purpose)
  }

  /// Verbs that read many rows take ids of their parent objects only.
  private func idTopics(of object: String) -> [CompletionTopic] {
    guard let written = target() else { return [] }
    if written.parents.isEmpty, written.verb?.isAboutMany == true { return [] }
    return target(object: object).map { [.id($0)] } ?? []
  }

  /// The parser allows any expression as a number or a file; only some keywords make sense.
  private func takes(_ keyword: Keyword) -> Bool {
    switch lastClause {
    case .limit, .page: [.clause, .connective].contains(keyword.role)
    case .from: keyword != .not && keyword.role != .literal
    case .select, .group, .order, .expand: keyword.role != .operator
    case .none, .some: true
    }
  }

  /// The parser allows any expression as a number or a file; fields make no sense there.
  private func fieldTopics(of object: String?, below path: [String]) -> [CompletionTopic] {
    switch lastClause {
    case .from, .limit, .page, .via, .into: return []
    case .expand: return target(object: object).map { [.expandable($0, path: path)] } ?? []
    case .none, .some: break
    }
    let fields = target(object: object).map { [CompletionTopic.field($0, path: path)] } ?? []
    return path.isEmpty ? fields + columnTopics : fields
  }

  /// The columns that rows are ordered and put together by.
  private var columnTopics: [CompletionTopic] {
    guard [.group, .having, .order].contains(lastClause) else { return [] }
    return columns.map { .word($0, "column") }
  }

  private var functionTopics: [CompletionTopic] {
    switch lastClause {
    case .from, .limit, .page, .via, .expand: []
    case let clause: [.function(isLikely: clause == .select || clause == .order)]
    }
  }
}

extension CompletionTarget {
  fileprivate init(_ operation: OperationContext) {
    self.init(
      verb: operation.verb, action: operation.action, object: operation.object,
      parents: operation.parents)
  }
}
