import Diagnostics

/// The command line's bytes as the operating system passed them. `CommandLine.arguments` replaces
/// bytes that are not UTF-8, and a statement must not be sent with characters that were not typed.
enum ArgumentBytes {
  /// Returns an error message about the first argument that is not valid UTF-8, or nil.
  static func problem() -> String? {
    let arguments = all()
    for (index, argument) in arguments.enumerated().dropFirst() {
      let isStatement = arguments[index - 1] == Array("-e".utf8)
      let name = isStatement ? "-e" : "argument \(index)"
      if let problem = problem(with: argument, named: name) { return problem }
    }
    return nil
  }

  /// Returns an error message with the line and column of the first byte that is not UTF-8, or nil.
  static func problem(with argument: [UInt8], named name: String) -> String? {
    let offset: Int
    switch UTF8Check.outcome(of: argument) {
    case .valid: return nil
    case .unfinished(let start): offset = start
    case .invalid(let start): offset = start
    }
    var progress = TextProgress()
    progress.pass(argument[..<offset])
    return TextError.notUTF8(argument[offset], at: progress.position).sentence(for: name)
  }

  /// Returns the bytes of each argument, without the final zero byte.
  private static func all() -> [[UInt8]] {
    (0..<Int(CommandLine.argc)).map { index in
      guard let argument = CommandLine.unsafeArgv[index] else { return [] }
      var bytes: [UInt8] = []
      var next = argument
      while next.pointee != 0 {
        bytes.append(UInt8(bitPattern: next.pointee))
        next += 1
      }
      return bytes
    }
  }
}
