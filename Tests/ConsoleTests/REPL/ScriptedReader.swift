@testable import Console

/// Lines from a list instead of a terminal, and what was asked of them.
final class ScriptedReader: LineReading {
  private var inputs: [LineInput]
  private(set) var prompts: [String] = []
  private(set) var remembered: [String] = []
  private(set) var completions: [CompletionEdit] = []
  /// Pressed before each line is entered: the text typed until then.
  var typedBeforeTab: String?

  init(_ inputs: [LineInput]) {
    self.inputs = inputs
  }

  func readLine(
    prompt: String, completion: @escaping LineReading.Completion
  ) -> LineInput {
    prompts.append(prompt)
    if let typed = typedBeforeTab { completions.append(completion(typed, typed.utf8.count)) }
    return inputs.isEmpty ? .endOfInput : inputs.removeFirst()
  }

  func remember(_ entry: String) {
    remembered.append(entry)
  }
}
