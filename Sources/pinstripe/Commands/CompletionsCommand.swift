import ArgumentParser
import Console
import Prompt

/// The `completions` subcommand: prints a completion script for a shell.
struct CompletionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions", abstract: "Print a shell's completion script.",
    discussion: """
      bash:  pinstripe completions bash > ~/.local/share/bash-completion/completions/pinstripe
      zsh:   pinstripe completions zsh > a directory of $fpath, as _pinstripe
      fish:  pinstripe completions fish > ~/.config/fish/completions/pinstripe.fish
      """)

  @Argument(help: "Shell: bash, zsh or fish.")
  var shell: CompletionScript

  func run() {
    StandardStream.output.write(shell.text + "\n")
  }
}

/// The `complete` subcommand, which the completion scripts call.
struct CompleteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "complete", abstract: "Print the completions of a command line.",
    shouldDisplay: false)

  @Argument(
    parsing: .captureForPassthrough,
    help: "The words up to the cursor; the last one may be unfinished or empty.")
  var words: [String] = []

  func run() throws {
    let session = Session(
      settings: SessionSettings(), dependencies: try World().dependencies(standardInput: nil))
    let completion = ShellCompletion(
      words: words, profiles: { World().profileNames },
      context: { Foreground.value { await session.completionContext() } })
    for line in completion.lines { StandardStream.output.write(line + "\n") }
  }
}
