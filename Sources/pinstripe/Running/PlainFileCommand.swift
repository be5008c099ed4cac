/// A command line that only says which scripts to check or to format.
///
/// It is read without the parser, for the reason of `PlainCommandLine`.
enum PlainFileCommand {
  case check(CheckRequest)
  case format(FormatRequest)

  /// Reads arguments; nil if the parser has to read them.
  init?(_ arguments: [String]) {
    var files = arguments.dropFirst()
    switch arguments.first {
    case "check": self = .check(CheckRequest(files: Array(files)))
    case "format":
      let checksOnly = files.first == "--check"
      if checksOnly { files.removeFirst() }
      self = .format(FormatRequest(files: Array(files), checksOnly: checksOnly))
    default: return nil
    }
    guard !files.isEmpty, files.allSatisfy({ $0 == "-" || !$0.hasPrefix("-") }) else { return nil }
  }

  /// Does what the command line asks for.
  /// - Throws: What the request throws.
  func run() throws {
    switch self {
    case .check(let request): try request.run()
    case .format(let request): try request.run()
    }
  }
}
