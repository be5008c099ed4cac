import Diagnostics
import Expressions
import JSON
import Language
import StripeCatalog

extension Checker {
  mutating func check(_ statement: Statement) -> CheckedStatement? {
    checkedKind(statement).map { CheckedStatement($0, at: place(statement.span)) }
  }

  private mutating func checkedKind(_ statement: Statement) -> CheckedKind? {
    switch statement.kind {
    case .operation(let operation):
      return checkedOperation(operation).map(CheckedKind.operation)
    case .request(let request):
      return checkedRequest(request, at: statement.span).map { .operation(.request($0)) }
    case .assignment(let name, let value):
      let checked = checkedValue(value)
      variables.assign(name.text, VariableBinding(checked?.shape ?? .unknown))
      return checked.map { .assignment(name: name.text, $0) }
    case .loop(let name, let rows, let body):
      return checkedLoop(name, rows, body)
    case .conditional(let branches, let otherwise):
      return checkedConditional(branches, otherwise)
    case .assertion(let condition, let message):
      let checkedMessage = message.flatMap { checkedValue($0) }
      return checkedConditionValue(condition)
        .map { .assertion($0, message: checkedMessage) }
    case .print(let value):
      return checkedPrint(value).map(CheckedKind.print)
    case .include(let path):
      return checkedInclude(path)
    case .use(let profile):
      return checkedUse(profile)
    case .setting(let name, let value):
      return checkedSetting(name, value)
    case .show(let topic):
      return checkedTopic(topic).map(CheckedKind.show)
    case .describe(let verb, let object):
      return checkedDescription(verb: verb, object: object).map(CheckedKind.describe)
    case .explain(let analyzes, let inner):
      if analyzes, !inner.isRead {
        report(
          .notAvailable, "`explain analyze` supports only reads", at: inner.span,
          hint: "`explain` shows the plan of a write")
        return nil
      }
      return check(inner).map { .explain(analyzes: analyzes, $0) }
    case .testConnection:
      return .testConnection
    case .help(let topic):
      return .help(topic: topic?.text)
    case .exit(let code):
      return checkedExit(code)
    }
  }

  /// Checks a value outside of any row, with its subqueries.
  mutating func checkedValue(_ expression: Expression) -> CheckedValue? {
    withOwnOperations { $0.checkedScalar(expression, on: .nothing) }
  }

  /// Checks the value of `print`; a time is printed as a time, and not as a number.
  private mutating func checkedPrint(_ expression: Expression) -> CheckedValue? {
    guard var value = checkedValue(expression) else { return nil }
    if value.shape == .time { value.scalar = .call(.iso, [value.scalar, .zone]) }
    return value
  }

  /// Checks a condition outside of any row, with its subqueries.
  private mutating func checkedConditionValue(_ expression: Expression) -> CheckedValue? {
    withOwnOperations { $0.checkedTruth(expression, on: .nothing) }
  }

  private mutating func withOwnOperations(_ check: (inout Checker) -> Scalar?) -> CheckedValue? {
    let outer = inner
    inner = []
    defer { inner = outer }
    return check(&self).map { CheckedValue(scalar: $0, shape: shape(of: $0), inner: inner) }
  }

  private mutating func checkedLoop(
    _ name: Name, _ rows: Expression, _ body: Block
  ) -> CheckedKind? {
    let checked = checkedValue(rows)
    let element = checked.map { $0.shape.element } ?? .unknown
    if element == nil {
      report(
        .invalidValue, "`for` requires a list", at: rows.span,
        hint: "loop over a query or a variable that holds a list")
    }
    let statements = check(body: body, of: name.text, over: element ?? .unknown)
    guard element != nil else { return nil }
    return checked.map { .loop(name: name.text, rows: $0, body: statements) }
  }

  private mutating func checkedExit(_ code: Expression?) -> CheckedKind? {
    guard let code else { return .exit(code: nil) }
    guard let checked = checkedValue(code) else { return nil }
    if let constant = checked.scalar.constant, !ExitCode.admits(constant) {
      report(.invalidValue, ExitCode.rule, at: code.span)
      return nil
    }
    return .exit(code: checked)
  }

  private mutating func checkedConditional(
    _ branches: [ConditionalBranch], _ otherwise: Block?
  ) -> CheckedKind? {
    var checked: [CheckedBranch] = []
    for branch in branches {
      let condition = checkedConditionValue(branch.condition)
      let body = check(branch.body)
      guard let condition else { continue }
      checked.append(CheckedBranch(condition: condition, body: body))
    }
    let rest = otherwise.map { check($0) } ?? []
    return checked.count == branches.count
      ? .conditional(branches: checked, otherwise: rest) : nil
  }

  private mutating func checkedUse(_ profile: Name) -> CheckedKind? {
    let known = context.profiles + ["sandbox"]
    guard known.contains(profile.text) else {
      report(
        .unknownSetting, "unknown profile `\(profile.text)`", at: profile.span,
        hint: suggestion(for: profile.text, among: known),
        notes: ["`show profiles` lists them"])
      return nil
    }
    return .use(profile: profile.text)
  }

  private mutating func checkedSetting(_ name: Name, _ value: Expression) -> CheckedKind? {
    guard let setting = Setting(rawValue: name.text.lowercased()) else {
      report(
        .unknownSetting, "unknown setting `\(name.text)`", at: name.span,
        hint: suggestion(for: name.text, among: Setting.allCases.map(\.rawValue)),
        notes: ["available settings: \(Setting.allCases.map(\.rawValue).joined(separator: ", "))"])
      return nil
    }
    // A bare word is a value here: `set on_error = stop`.
    if case .path(let path) = value.kind, case .key(let word)? = path.components.first,
      path.components.count == 1
    {
      return checkedSettingValue(
        setting, CheckedValue(scalar: .constant(.string(word)), shape: .text, inner: []),
        at: value.span)
    }
    return checkedValue(value).flatMap { checkedSettingValue(setting, $0, at: value.span) }
  }

  private mutating func checkedSettingValue(
    _ setting: Setting, _ value: CheckedValue, at span: Span
  ) -> CheckedKind? {
    if let constant = value.scalar.constant, !setting.values.accept(constant) {
      var hint: String?
      if case .word(let words) = setting.values, let text = constant.string {
        hint = suggestion(for: text, among: words)
      }
      report(
        .invalidValue, "`\(setting.rawValue)` takes \(setting.expectation)", at: span, hint: hint)
      return nil
    }
    return .setting(setting, value)
  }

  private mutating func checkedTopic(_ topic: Name) -> ShowTopic? {
    if let known = ShowTopic(rawValue: topic.text.lowercased()) { return known }
    let topics = ShowTopic.allCases.map(\.rawValue)
    report(
      .unknownSetting, "`show` has no topic `\(topic.text)`", at: topic.span,
      hint: suggestion(for: topic.text, among: topics),
      notes: ["available topics: \(topics.joined(separator: ", "))"])
    return nil
  }

  private mutating func checkedInclude(_ path: Expression) -> CheckedKind? {
    guard let name = checkedValue(path)?.scalar.constant?.string else {
      report(.invalidValue, "`include` requires a file name without `${…}`", at: path.span)
      return nil
    }
    guard !includes.contains(name) else {
      report(.unreadableFile, "`\(name)` includes itself", at: path.span)
      return nil
    }
    guard admitInclude(at: path.span) else { return nil }
    do throws(TextError) {
      if let text = try context.readFile(name, log.source) {
        return checkedInclude(of: text, named: name)
      }
      report(
        .unreadableFile, "cannot read `\(name)`", at: path.span,
        notes: ["the name is relative to the file that includes it"])
    } catch {
      report(.unreadableFile, error.sentence(for: name), at: path.span)
    }
    return nil
  }

  /// Counts an include and returns true if it is within the limits. Files that each include two
  /// others would add up to millions after a few levels; the limit is reported once.
  private mutating func admitInclude(at span: Span) -> Bool {
    includeCount += 1
    if includes.count >= Self.deepestInclude {
      report(
        .unreadableFile, "includes are nested more than \(Self.deepestInclude) levels deep",
        at: span)
      return false
    }
    if includeCount == Self.maxIncludes + 1 {
      report(
        .unreadableFile, "a program may include at most \(Self.maxIncludes) files", at: span)
    }
    return includeCount <= Self.maxIncludes
  }

  private static let deepestInclude = 50
  private static let maxIncludes = 1000

  private mutating func checkedInclude(of text: SourceText, named name: String) -> CheckedKind {
    let outer = log.source
    log.source = text
    includedSources.append(text)
    includes.append(name)
    defer {
      log.source = outer
      includes.removeLast()
    }
    let parsed = Parser.parse(text)
    log.append(parsed.diagnostics)
    return .included(check(parsed.program.statements))
  }
}

extension Statement {
  /// True if the statement only reads.
  fileprivate var isRead: Bool {
    guard case .operation(let operation) = kind else { return false }
    return operation.verb.isRead
  }
}

extension Setting.Values {
  /// Returns true if a value is allowed; digits in a text are accepted as a number.
  package func accept(_ value: JSONValue) -> Bool {
    switch self {
    case .integer(let range): value.numeric?.integer.map(range.contains) ?? false
    case .number: value.numeric?.decimal.map { $0 > 0 } ?? false
    case .boolean: value.bool != nil || ["true", "false"].contains(value.string)
    case .word(let words): value.string.map(words.contains) ?? false
    case .text: value.string != nil
    case .zone: value.string.map { $0 == "default" || ClockZone(named: $0) != nil } ?? false
    }
  }
}
