@testable import Language

/// Editor grammars, written from the keyword table.
enum EditorGrammars {
  private static func words(_ roles: Keyword.Role...) -> [String] {
    Keyword.allCases.filter { roles.contains($0.role) }.map(\.rawValue)
  }

  static var vim: String {
    func keywords(_ group: String, _ words: [String]) -> String {
      "syntax keyword pinstripe\(group) " + words.joined(separator: " ")
    }
    let lines = [
      "\" Vim syntax for pinstripe; made from the keyword table, and tested to be.",
      "if exists(\"b:current_syntax\") | finish | endif",
      "syntax case ignore",
      keywords("Verb", words(.verb)), keywords("Statement", words(.statement)),
      keywords("Clause", words(.clause, .connective)), keywords("Operator", words(.operator)),
      keywords("Literal", words(.literal)),
      #"syntax match pinstripeNumber "\<\d\+\(\.\d\+\)\?\([smhdw]\|e[-+]\?\d\+\)\?\>""#,
      #"syntax match pinstripeDate "\<\d\{4}-\d\d-\d\d\(T[0-9:]\+\(Z\|[-+][0-9:]\+\)\?\)\?""#,
      #"syntax match pinstripeVariable "\$\w\+""#,
      #"syntax region pinstripeString start=+"+ skip=+\\.+ end=+"+ oneline "#
        + "contains=pinstripeInterpolation",
      "syntax region pinstripeRaw start=+'+ end=+'+ oneline",
      #"syntax region pinstripeInterpolation matchgroup=Special start=+${+ end=+}+ contained"#,
      ##"syntax match pinstripeComment "#.*$""##,
      "highlight default link pinstripeVerb Keyword",
      "highlight default link pinstripeStatement Statement",
      "highlight default link pinstripeClause Keyword",
      "highlight default link pinstripeOperator Operator",
      "highlight default link pinstripeLiteral Constant",
      "highlight default link pinstripeNumber Number",
      "highlight default link pinstripeDate Number",
      "highlight default link pinstripeVariable Identifier",
      "highlight default link pinstripeString String",
      "highlight default link pinstripeRaw String",
      "highlight default link pinstripeComment Comment",
      "let b:current_syntax = \"pinstripe\"",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  static var textMate: String {
    func match(_ name: String, _ pattern: String) -> String {
      "    { \"name\": \"\(name).pinstripe\", \"match\": \"\(pattern)\" }"
    }
    func any(_ words: [String]) -> String {
      #"(?i)\\b(?:"# + words.joined(separator: "|") + #")\\b"#
    }
    let string =
      #"    { "name": "string.quoted.double.pinstripe", "begin": "\"", "end": "\"|$","#
      + #" "patterns": ["#
      + #" { "name": "constant.character.escape.pinstripe", "match": "\\\\." },"#
      + #" { "name": "meta.interpolation.pinstripe", "begin": "\\$\\{", "end": "\\}" } ] }"#
    let patterns = [
      match("comment.line", "#.*$"), string, match("string.quoted.single", "'(?:[^']|'')*'"),
      match(
        "constant.numeric.date",
        #"\\b\\d{4}-\\d\\d-\\d\\d(?:T[0-9:]+(?:Z|[-+][0-9:]+)?)?"#),
      match("constant.numeric", #"\\b\\d+(?:\\.\\d+)?(?:[smhdw]|[eE][-+]?\\d+)?\\b"#),
      match("variable.other", #"\\$\\w+"#),
      match("keyword.control", any(words(.verb, .statement))),
      match("keyword.other", any(words(.clause, .connective))),
      match("keyword.operator", any(words(.operator))),
      match("constant.language", any(words(.literal))),
    ]
    return """
      {
        "name": "pinstripe",
        "scopeName": "source.pinstripe",
        "fileTypes": ["stripe"],
        "patterns": [
      \(patterns.joined(separator: ",\n"))
        ]
      }

      """
  }
}
