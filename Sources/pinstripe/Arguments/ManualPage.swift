import Console
import StripeCatalog

/// The manual page, from the same tables as the help.
enum ManualPage {
  /// The page in roff, with the macros of man(7).
  static var text: String {
    let root = CommandDescription.root
    let sections = [
      title(root), synopsis, section("DESCRIPTION", paragraphs(root.discussion)),
      options(of: root.effective), subcommands(of: root), topics, exitCodes, files,
    ]
    return sections.joined(separator: "\n") + "\n"
  }

  private static func title(_ root: CommandDescription) -> String {
    """
    .TH PINSTRIPE 1 "" "pinstripe \(Version.number)" "User Commands"
    .SH NAME
    pinstripe \\- \(Roff.escaped(root.abstract))
    """
  }

  private static let synopsis = """
    .SH SYNOPSIS
    .nf
    \\fBpinstripe\\fR [\\fIOPTIONS\\fR]
    \\fBpinstripe\\fR [\\fIOPTIONS\\fR] \\fISTATEMENT\\fR ...
    \\fBpinstripe\\fR [\\fIOPTIONS\\fR] \\fIFILE\\fR.stripe [\\fIARG\\fR ...]
    \\fBpinstripe\\fR [\\fIOPTIONS\\fR] \\fB\\-e\\fR '\\fISTATEMENTS\\fR'
    \\fBpinstripe\\fR \\fISUBCOMMAND\\fR ...
    .fi
    """

  private static func section(_ title: String, _ body: String) -> String { ".SH \(title)\n\(body)" }

  /// Paragraphs, and blocks of indented lines as they are.
  private static func paragraphs(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var isLiteral = false
    var written: [String] = []
    for line in lines {
      let indented = line.hasPrefix("  ")
      if indented != isLiteral { written.append(indented ? ".nf" : ".fi") }
      isLiteral = indented
      written.append(line.isEmpty ? ".PP" : Roff.line(String(line)))
    }
    return (written + (isLiteral ? [".fi"] : [])).joined(separator: "\n")
  }

  private static func options(of command: CommandDescription) -> String {
    var parts = [".SH OPTIONS"]
    var titles: [String?] = []
    for option in command.options where !titles.contains(option.section) {
      titles.append(option.section)
    }
    // The options without a title are those of every command.
    for title in titles.filter({ $0 != nil }) + titles.filter({ $0 == nil }) {
      if let title { parts.append(".SS \(Roff.escaped(title))") }
      parts += command.options.filter { $0.section == title && $0.isShown }.map(entry)
    }
    return parts.joined(separator: "\n")
  }

  private static func entry(_ option: CommandDescription.Option) -> String {
    let names = option.names.map { "\\fB\(Roff.escaped($0))\\fR" }.joined(separator: ", ")
    let value = option.value.map { " \\fI\(Roff.escaped($0))\\fR" } ?? ""
    return ".TP\n\(names)\(value)\n\(Roff.line(option.abstract))"
  }

  private static func subcommands(of command: CommandDescription, above: String = "") -> String {
    let own = command.subcommands.filter { $0.isShown && $0.name != command.defaultSubcommand }
    let parts = own.map { sub in
      let name = above + sub.name
      let options = sub.options.filter { option in
        option.isShown && !["--help", "--version"].contains { option.names.contains($0) }
          && command.effective.option(named: option.names.first ?? "") == nil
      }
      let entry = ".SS \(Roff.escaped(name))\n\(Roff.line(sub.abstract))"
      let nested = sub.subcommands.isEmpty ? [] : [subcommands(of: sub, above: name + " ")]
      return ([entry] + options.map(Self.entry) + nested).joined(separator: "\n")
    }
    let body = parts.joined(separator: "\n")
    return above.isEmpty ? section("SUBCOMMANDS", body) : body
  }

  private static var topics: String {
    let parts = HelpTexts.topics.map { topic in
      let lines = topic.text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { Roff.line(String($0)) }
      return ([".SS \(Roff.escaped(topic.name))", ".nf"] + lines + [".fi"])
        .joined(separator: "\n")
    }
    return section("LANGUAGE", parts.joined(separator: "\n"))
  }

  private static var exitCodes: String {
    let entries = ExitStatus.all.map { ".TP\n\($0.code)\n\(Roff.line($0.meaning))" }
    return section("EXIT STATUS", entries.joined(separator: "\n"))
  }

  private static let files = """
    .SH FILES
    .TP
    .I $XDG_CONFIG_HOME/pinstripe/config.toml
    Profiles: which account is used, and its settings.
    .TP
    .I $XDG_STATE_HOME/pinstripe/history
    The statements entered at the prompt, without keys.
    .TP
    .I $XDG_DATA_HOME/pinstripe/sandbox.sqlite
    The data of the embedded sandbox.
    .SH ENVIRONMENT
    .TP
    .B STRIPE_API_KEY
    The key of the account; it is never an argument, printed or stored.
    .TP
    .B PAGER, NO_COLOR, PINSTRIPE_HISTORY
    As their names say.
    """
}

/// The escapes of roff.
enum Roff {
  /// Returns text in which nothing is taken for an escape.
  static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\e").replacing("-", with: "\\-").replacing("'", with: "\\(aq")
      .replacing("`", with: "\\(ga").replacing("^", with: "\\(ha").replacing("~", with: "\\(ti")
  }

  /// Returns a line of text, which roff does not take for a request.
  static func line(_ text: String) -> String {
    let text = escaped(text)
    return text.hasPrefix(".") ? "\\&" + text : text
  }
}
