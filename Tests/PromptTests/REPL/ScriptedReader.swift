@testable import Prompt

/// Lines from a list instead of a terminal, and what was asked of them.
final class ScriptedReader: LineReading {
  private var inputs: [LineInput]
  /// What is typed at every prompt before TAB is pressed, the line of the list replacing it then.
  private let typed: String?
  private(set) var prompts: [String] = []
  /// What lines began with that did not begin empty.
  private(set) var initials: [String] = []
  private(set) var remembered: [String] = []
  /// The prompts before each of which what was typed was forgotten.
  private(set) var discards: [Int] = []
  private(set) var completions: [CompletionEdit] = []

  init(_ inputs: [LineInput], tabBehind typed: String? = nil) {
    self.inputs = inputs
    self.typed = typed
  }

  func readLine(
    _ request: LineRequest, completion: @escaping LineReading.Completion
  ) -> LineInput {
    prompts.append(request.prompt)
    if !request.initial.isEmpty { initials.append(request.initial) }
    if let typed { completions.append(completion(typed, typed.utf8.count)) }
    return inputs.isEmpty ? .endOfInput : inputs.removeFirst()
  }

  func discardInput() { discards.append(prompts.count) }

  func remember(_ entry: String) {
    remembered.append(entry)
  }
}
